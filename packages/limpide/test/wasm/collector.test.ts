/** When the wasm device asks for a garbage collection, which costs tens of milliseconds. */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { randn, type Tensor } from '../../src/index.ts';

/** Collections on request while `work` runs. */
async function collections(work: () => void | Promise<void>): Promise<number> {
  let count = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const flags = Number(Reflect.get(Object(Reflect.get(entry, 'detail')), 'flags'));
      if ((flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0) count++;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  await work();
  await new Promise((resume) => setTimeout(resume, 50)); // entries come between tasks
  observer.disconnect();
  return count;
}

describe('Garbage collection on request', () => {
  const results = 200; // of 4 MB: three times what may lie about

  it('is never needed by who disposes', async () => {
    const x = randn([1_000_000]).realize();
    const asked = await collections(() => {
      for (let i = 0; i < results; i++) x.exp().realize().dispose();
    });
    expect(asked).toBe(0);
    x.dispose();
  });

  it('comes for results that nobody gave back', async () => {
    const x = randn([1_000_000]).realize();
    let last: Tensor = x;
    const asked = await collections(() => {
      for (let i = 0; i < results; i++) last = x.exp().realize();
    });
    expect(last.shape).toEqual([1_000_000]);
    expect(asked).toBeGreaterThan(0);
    x.dispose();
  });
});

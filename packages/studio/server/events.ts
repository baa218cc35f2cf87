/** News for open pages (server-sent events): every page hears of every change, whoever made it. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

interface News {
  readonly type: string;
  readonly data: unknown;
}

export class Events {
  readonly #listeners = new Set<(news: News) => void>();
  #closed = false;

  /** Tells every open page. `type` says what changed: 'progress', 'run', 'metrics'… */
  tell(type: string, data: unknown): void {
    for (const listener of this.#listeners) listener({ type, data });
  }
  close(): void {
    this.#closed = true;
    this.tell('closing', {});
  }

  /** The answer to `GET /api/events`. */
  stream(context: Context): Response {
    return streamSSE(context, async (stream) => {
      const queue: News[] = [];
      let wake: () => void = () => undefined;
      const listener = (news: News): void => {
        // a page that does not keep up gets what is new, not everything
        if (queue.length > 1000) queue.shift();
        queue.push(news);
        wake();
      };
      this.#listeners.add(listener);
      stream.onAbort(() => {
        this.#listeners.delete(listener);
        wake();
      });
      await stream.writeSSE({ event: 'hello', data: '{}' });
      while (!stream.aborted && !this.#closed) {
        const news = queue.shift();
        if (news) await stream.writeSSE({ event: news.type, data: JSON.stringify(news.data) });
        else {
          const beat = new Promise<void>((resume) => {
            const timer = setTimeout(resume, 15_000);
            wake = () => {
              clearTimeout(timer);
              resume();
            };
          });
          await beat;
          if (queue.length === 0 && !stream.aborted)
            await stream.writeSSE({ event: 'beat', data: '{}' });
        }
      }
      this.#listeners.delete(listener);
    });
  }
}

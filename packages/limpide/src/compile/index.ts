/** From graphs to kernels: simplify, fuse, schedule, plan memory, and say it in words. */
export * from './kernel.ts';
export { type MemoryPlan, type Placement, planMemory } from './memory.ts';
export { schedule } from './schedule.ts';
export { simplify } from './simplify.ts';
export { bufferName, kernelSummary, kernelText } from './text.ts';

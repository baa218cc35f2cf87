/**
 * The reference engine: what the exercises of the course export, from their solutions.
 * `import … from '@me/engine'` has these types. Written by `limpide course engine`.
 */
export { cosine, project } from './maths/dot-product/exercises/angle/solution.ts';
export { dot } from './maths/dot-product/exercises/dot/solution.ts';
export { distance, norm } from './maths/dot-product/exercises/norms/solution.ts';

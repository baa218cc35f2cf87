/** Matrices on the host and the algorithms that factorise them. */
export { type FloatKind, type Floats, floats, Matrix } from './matrix.ts';
export { gram, multiply, multiplyVector, type ProductOptions } from './product.ts';

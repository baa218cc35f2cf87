/** Linear algebra: matrices on the host, and the decompositions of tensors in torch.linalg's names. */
export {
  type FloatKind,
  type Floats,
  gram,
  Matrix,
  multiply,
  multiplyVector,
} from './dense/index.ts';
export { CSRMatrix } from './sparse/csr.ts';

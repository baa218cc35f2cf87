/** Products of vectors, matrices and batches of matrices. */

import { tensorErrors } from '../../errors/catalog/tensor.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import * as ops from '../../ops/index.ts';
import { IndexingMethods } from './indexing.ts';

export abstract class ProductMethods<T extends ProductMethods<T>> extends IndexingMethods<T> {
  /** Matrix product; vectors are promoted, leading axes are batches and broadcast. */
  matmul(other: T): T {
    return this.make(ops.matmul(this.node, other.node));
  }
  /** Matrix by matrix. */
  mm(other: T): T {
    this.#ranks('mm', other, 2, 2);
    return this.matmul(other);
  }
  /** Matrix by vector. */
  mv(other: T): T {
    this.#ranks('mv', other, 2, 1);
    return this.matmul(other);
  }
  /** Batch of matrices by batch of matrices. */
  bmm(other: T): T {
    this.#ranks('bmm', other, 3, 3);
    return this.matmul(other);
  }
  /** Scalar product of two vectors. */
  dot(other: T): T {
    this.#ranks('dot', other, 1, 1);
    return this.matmul(other);
  }
  /** x[i] · y[j] of two vectors. */
  outer(other: T): T {
    this.#ranks('outer', other, 1, 1);
    return this.make(ops.outer(this.node, other.node));
  }
  /** beta · x + alpha · (a · b) */
  addmm(a: T, b: T, options: { beta?: number; alpha?: number } = {}): T {
    a.#ranks('addmm', b, 2, 2);
    return this.#plus(a.matmul(b), options);
  }
  /** beta · x + alpha · (a · v) */
  addmv(a: T, v: T, options: { beta?: number; alpha?: number } = {}): T {
    a.#ranks('addmv', v, 2, 1);
    return this.#plus(a.matmul(v), options);
  }
  /** beta · x + alpha · (a · b), by batches */
  baddbmm(a: T, b: T, options: { beta?: number; alpha?: number } = {}): T {
    a.#ranks('baddbmm', b, 3, 3);
    return this.#plus(a.matmul(b), options);
  }
  #plus(product: T, { beta = 1, alpha = 1 }: { beta?: number; alpha?: number }): T {
    const scaled = alpha === 1 ? product.node : ops.mul(product.node, alpha);
    return this.make(
      beta === 0 ? scaled : ops.add(beta === 1 ? this.node : ops.mul(this.node, beta), scaled),
    );
  }
  #ranks(op: string, other: ProductMethods<T>, mine: number, its: number): void {
    if (this.ndim !== mine)
      raise(ShapeError, tensorErrors, 'shape.rank', { op, expected: mine, got: this.shape });
    if (other.ndim !== its)
      raise(ShapeError, tensorErrors, 'shape.rank', { op, expected: its, got: other.shape });
  }
}

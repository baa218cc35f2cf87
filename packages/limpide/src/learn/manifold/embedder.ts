/** Methods that place the samples they are fitted on, and no others. */
import type { Tensor } from '../../tensor/index.ts';
import { Estimator, type Features, type FitOptions, type Outputs } from '../base/index.ts';

export abstract class Embedder<P extends object = object> extends Estimator<P> {
  /** Positions of the samples: [samples, components]. */
  declare embedding_: Tensor;
  /** `fit`, then the positions. There is no `transform`: these methods have no place for other samples. */
  fitTransform(X: Features, y?: Outputs, options?: FitOptions): Tensor {
    return this.fit(X, y, options).embedding_;
  }
}

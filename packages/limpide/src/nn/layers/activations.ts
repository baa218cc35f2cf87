/** Activations as layers: the functions of `functional` with their arguments kept. */
import { full, type Tensor } from '../../tensor/index.ts';
import * as F from '../functional/index.ts';
import { Module } from '../module.ts';
import { Parameter } from '../parameter.ts';
import { described, type FactoryOptions } from './support.ts';

/** max(0, x) */
export class ReLU extends Module {
  forward(input: Tensor): Tensor {
    return F.relu(input);
  }
}
/** min(max(0, x), 6) */
export class ReLU6 extends Module {
  forward(input: Tensor): Tensor {
    return F.relu6(input);
  }
}
/** Self-normalising ELU (Klambauer et al., 2017) */
export class SELU extends Module {
  forward(input: Tensor): Tensor {
    return F.selu(input);
  }
}
/** x·σ(x), also called swish */
export class SiLU extends Module {
  forward(input: Tensor): Tensor {
    return F.silu(input);
  }
}
/** x·tanh(softplus(x)) (Misra, 2019) */
export class Mish extends Module {
  forward(input: Tensor): Tensor {
    return F.mish(input);
  }
}
/** 1/(1 + e⁻ˣ) */
export class Sigmoid extends Module {
  forward(input: Tensor): Tensor {
    return F.sigmoid(input);
  }
}
/** log σ(x) */
export class LogSigmoid extends Module {
  forward(input: Tensor): Tensor {
    return F.logSigmoid(input);
  }
}
/** tanh x */
export class Tanh extends Module {
  forward(input: Tensor): Tensor {
    return F.tanh(input);
  }
}
/** x/(1 + |x|) */
export class Softsign extends Module {
  forward(input: Tensor): Tensor {
    return F.softsign(input);
  }
}
/** σ as three straight lines */
export class Hardsigmoid extends Module {
  forward(input: Tensor): Tensor {
    return F.hardsigmoid(input);
  }
}
/** x·hardsigmoid(x) */
export class Hardswish extends Module {
  forward(input: Tensor): Tensor {
    return F.hardswish(input);
  }
}
/** x − tanh x */
export class Tanhshrink extends Module {
  forward(input: Tensor): Tensor {
    return F.tanhshrink(input);
  }
}
/** x above 0, slope·x below */
export class LeakyReLU extends Module {
  readonly negativeSlope: number;

  constructor(negativeSlope = 0.01) {
    super();
    this.negativeSlope = negativeSlope;
  }
  forward(input: Tensor): Tensor {
    return F.leakyRelu(input, this.negativeSlope);
  }
  override extraRepr(): string {
    return described({ negativeSlope: this.negativeSlope });
  }
}
/** x above 0, α(eˣ − 1) below (Clevert et al., 2015) */
export class ELU extends Module {
  readonly alpha: number;

  constructor(alpha = 1) {
    super();
    this.alpha = alpha;
  }
  forward(input: Tensor): Tensor {
    return F.elu(input, this.alpha);
  }
  override extraRepr(): string {
    return described({ alpha: this.alpha });
  }
}
/** ELU with a continuous derivative (Barron, 2017) */
export class CELU extends Module {
  readonly alpha: number;

  constructor(alpha = 1) {
    super();
    this.alpha = alpha;
  }
  forward(input: Tensor): Tensor {
    return F.celu(input, this.alpha);
  }
  override extraRepr(): string {
    return described({ alpha: this.alpha });
  }
}
/** x·Φ(x) (Hendrycks & Gimpel, 2016); `'tanh'` is GPT-2's approximation */
export class GELU extends Module {
  readonly approximate: 'none' | 'tanh';

  constructor(approximate: 'none' | 'tanh' = 'none') {
    super();
    this.approximate = approximate;
  }
  forward(input: Tensor): Tensor {
    return F.gelu(input, this.approximate);
  }
  override extraRepr(): string {
    return described({ approximate: this.approximate });
  }
}
/** log(1 + e^(βx))/β; x itself above the threshold */
export class Softplus extends Module {
  readonly beta: number;
  readonly threshold: number;

  constructor(beta = 1, threshold = 20) {
    super();
    this.beta = beta;
    this.threshold = threshold;
  }
  forward(input: Tensor): Tensor {
    return F.softplus(input, this.beta, this.threshold);
  }
  override extraRepr(): string {
    return described({ beta: this.beta, threshold: this.threshold });
  }
}
/** x limited to [minVal, maxVal] */
export class Hardtanh extends Module {
  readonly minVal: number;
  readonly maxVal: number;

  constructor(minVal = -1, maxVal = 1) {
    super();
    this.minVal = minVal;
    this.maxVal = maxVal;
  }
  forward(input: Tensor): Tensor {
    return F.hardtanh(input, this.minVal, this.maxVal);
  }
  override extraRepr(): string {
    return described({ minVal: this.minVal, maxVal: this.maxVal });
  }
}
/** x where |x| > λ, 0 elsewhere */
export class Hardshrink extends Module {
  readonly lambda: number;

  constructor(lambda = 0.5) {
    super();
    this.lambda = lambda;
  }
  forward(input: Tensor): Tensor {
    return F.hardshrink(input, this.lambda);
  }
  override extraRepr(): string {
    return described({ lambda: this.lambda });
  }
}
/** x drawn towards 0 by λ */
export class Softshrink extends Module {
  readonly lambda: number;

  constructor(lambda = 0.5) {
    super();
    this.lambda = lambda;
  }
  forward(input: Tensor): Tensor {
    return F.softshrink(input, this.lambda);
  }
  override extraRepr(): string {
    return described({ lambda: this.lambda });
  }
}
/** x above the threshold, `value` elsewhere */
export class Threshold extends Module {
  readonly threshold: number;
  readonly value: number;

  constructor(threshold: number, value: number) {
    super();
    this.threshold = threshold;
    this.value = value;
  }
  forward(input: Tensor): Tensor {
    return F.threshold(input, this.threshold, this.value);
  }
  override extraRepr(): string {
    return described({ threshold: this.threshold, value: this.value });
  }
}
/** eˣ/Σeˣ along an axis */
export class Softmax extends Module {
  readonly dim: number;

  constructor(dim: number) {
    super();
    this.dim = dim;
  }
  forward(input: Tensor): Tensor {
    return F.softmax(input, this.dim);
  }
  override extraRepr(): string {
    return described({ dim: this.dim });
  }
}
/** softmax(−x) */
export class Softmin extends Module {
  readonly dim: number;

  constructor(dim: number) {
    super();
    this.dim = dim;
  }
  forward(input: Tensor): Tensor {
    return F.softmin(input, this.dim);
  }
  override extraRepr(): string {
    return described({ dim: this.dim });
  }
}
/** log softmax(x) along an axis */
export class LogSoftmax extends Module {
  readonly dim: number;

  constructor(dim: number) {
    super();
    this.dim = dim;
  }
  forward(input: Tensor): Tensor {
    return F.logSoftmax(input, this.dim);
  }
  override extraRepr(): string {
    return described({ dim: this.dim });
  }
}
/** a·σ(b), a and b the halves of an axis (Dauphin et al., 2016) */
export class GLU extends Module {
  readonly dim: number;

  constructor(dim = -1) {
    super();
    this.dim = dim;
  }
  forward(input: Tensor): Tensor {
    return F.glu(input, this.dim);
  }
  override extraRepr(): string {
    return described({ dim: this.dim });
  }
}
/** x above 0, weight·x below, with learnt slopes: one, or one per channel (He et al., 2015) */
export class PReLU extends Module {
  weight: Parameter;

  constructor(numParameters = 1, init = 0.25, options: FactoryOptions = {}) {
    super();
    this.weight = new Parameter(full([numParameters], init, options));
  }
  forward(input: Tensor): Tensor {
    return F.prelu(input, this.weight);
  }
  override extraRepr(): string {
    return described({ numParameters: this.weight.numel });
  }
}

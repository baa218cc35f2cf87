/** Networks: MNIST epochs, LeNet, a GPT block, and what a step costs besides its arithmetic. */
import { compile, noGrad, ones, rand, randn, randperm, type Tensor, tensor, zeros } from 'limpide';
import { DataLoader, TensorDataset } from 'limpide/data';
import * as nn from 'limpide/nn';
import { Adam } from 'limpide/optim';
import { digits } from '../mnist.ts';
import type { Row, Rows } from '../serve.ts';
import { computed } from './tensors.ts';

const mlp = (inputs = 784, hidden = 128, outputs = 10): nn.Module =>
  new nn.Sequential(new nn.Linear(inputs, hidden), new nn.ReLU(), new nn.Linear(hidden, outputs));

/** One step in PyTorch's manner. */
function stepOf(model: nn.Module): (x: Tensor, y: Tensor) => Tensor {
  const optimizer = new Adam(model.parameters(), { lr: 1e-3 });
  const lossOf = new nn.CrossEntropyLoss();
  return (x, y) => {
    const loss = lossOf.forward(model.forward(x), y);
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    return loss;
  };
}

function testAccuracy(model: nn.Module): string {
  const { count, images, labels } = digits('t10k', 10000);
  const found = noGrad(() => model.forward(tensor(images, { shape: [count, 784] })).argmax(1));
  const right = found.eq(tensor(labels)).float().mean().itemSync();
  return `test accuracy ${right.toFixed(4)}`;
}

/** With `compile`, as Limpide's own training loops do; or each step recorded anew, as PyTorch does. */
const mnistSliced =
  (compiled: boolean): Row =>
  ({ fraction }) => {
    const { count, images, labels } = digits('train', 60000 * fraction);
    const x = tensor(images, { shape: [count, 784] });
    const y = tensor(labels);
    const model = mlp();
    const step = compiled ? compile(stepOf(model)) : stepOf(model);
    return {
      long: true,
      scale: fraction,
      run: () => {
        const order = randperm(count);
        const xs = x.indexSelect(0, order).realize();
        const ys = y.indexSelect(0, order).realize();
        for (let i = 0; i < count; i += 32) step(xs.slice(0, i, i + 32), ys.slice(0, i, i + 32));
        xs.dispose();
        ys.dispose();
      },
      note: () => testAccuracy(model),
    };
  };

const mnistLoader: Row = ({ fraction }) => {
  const { count, images, labels } = digits('train', 60000 * fraction);
  const dataset = new TensorDataset(tensor(images, { shape: [count, 784] }), tensor(labels));
  const loader = new DataLoader(dataset, { batchSize: 32, shuffle: true });
  const model = mlp();
  const step = compile(stepOf(model));
  return {
    long: true,
    scale: fraction,
    run: async () => {
      for await (const [x, y] of loader) step(x!, y!);
    },
    note: () => testAccuracy(model),
  };
};

const lenet = (): nn.Module =>
  new nn.Sequential(
    new nn.Conv2d(1, 6, 5, { padding: 2 }),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    new nn.Conv2d(6, 16, 5),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    new nn.Flatten(),
    new nn.Linear(400, 120),
    new nn.ReLU(),
    new nn.Linear(120, 84),
    new nn.ReLU(),
    new nn.Linear(84, 10),
  );

const batch = 64;
function batches(): { xs: readonly Tensor[]; ys: readonly Tensor[] } {
  const { count, images, labels } = digits('train', batch * 20);
  return {
    xs: tensor(images, { shape: [count, 1, 28, 28] }).split(batch),
    ys: tensor(labels).split(batch),
  };
}

const lenetTrain: Row = () => {
  const { xs, ys } = batches();
  const step = stepOf(lenet());
  let at = 0;
  return {
    run: () => {
      at = (at + 1) % xs.length;
      step(xs[at]!, ys[at]!);
    },
  };
};

const lenetInfer: Row = () => {
  const { xs } = batches();
  const model = lenet().eval();
  let at = 0;
  return {
    run: () => {
      at = (at + 1) % xs.length;
      noGrad(() => model.forward(xs[at]!).realize()).dispose();
    },
  };
};

const layernorm: Row = () =>
  computed([randn([4096, 512]), ones([512]), zeros([512])], (x, w, b) =>
    nn.functional.layerNorm(x, [512], w, b),
  );

/** x + attention(norm(x)), then x + mlp(norm(x)), as in GPT-2. */
class Block extends nn.Module {
  readonly heads = 4;
  readonly ln1 = new nn.LayerNorm([128]);
  readonly ln2 = new nn.LayerNorm([128]);
  readonly qkv = new nn.Linear(128, 3 * 128);
  readonly proj = new nn.Linear(128, 128);
  readonly up = new nn.Linear(128, 4 * 128);
  readonly down = new nn.Linear(4 * 128, 128);

  forward(x: Tensor): Tensor {
    const [B, T, C] = x.shape as [number, number, number];
    const heads = (t: Tensor): Tensor =>
      t.reshape(B, T, this.heads, C / this.heads).transpose(1, 2);
    const [q, k, v] = this.qkv.forward(this.ln1.forward(x)).split(C, 2).map(heads) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    const mixed = nn.functional.scaledDotProductAttention(q, k, v, { isCausal: true }); // (B, heads, T, C / heads)
    const y = x.add(this.proj.forward(mixed.transpose(1, 2).reshape(B, T, C)));
    return y.add(this.down.forward(nn.functional.gelu(this.up.forward(this.ln2.forward(y)))));
  }
}

const gptBlock: Row = () => {
  const block = new Block();
  const x = randn([16, 128, 128], { requiresGrad: true });
  const leaves = [x, ...block.parameters()];
  return {
    run: () => {
      for (const leaf of leaves) leaf.grad = null;
      block.forward(x).square().mean().backward();
      // the first that is read computes them all, in one program; then their memory is given back
      for (const leaf of leaves) leaf.grad!.realize();
      for (const leaf of leaves) leaf.grad!.dispose();
    },
  };
};

/** The MNIST step's graph with almost nothing to compute: 4-4-2, one image. */
const dispatch =
  (compiled: boolean): Row =>
  () => {
    const step = stepOf(mlp(4, 4, 2));
    const run = compiled ? compile(step) : step;
    const x = rand([1, 4]).realize();
    const y = tensor(Int32Array.of(1));
    return {
      run: () => {
        run(x, y);
      },
    };
  };

export const networkRows: Rows = {
  'mnist-sliced': mnistSliced(true),
  'mnist-plain': mnistSliced(false),
  'mnist-loader': mnistLoader,
  'lenet-train': lenetTrain,
  'lenet-infer': lenetInfer,
  layernorm,
  'gpt-block': gptBlock,
  'step-dispatch': dispatch(false),
  'step-dispatch-compiled': dispatch(true),
};

import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('sum', {
    task: 'forward',
    run: (my) => new my.Value(2).add(new my.Value(-5)).data,
    shows: 'new Value(2).add(new Value(-5)).data',
    gives: -3,
  }),
  example('sum-locals', {
    task: 'forward',
    rule: 'local',
    run: (my) => [...new my.Value(2).add(new my.Value(-5)).locals],
    shows: 'new Value(2).add(new Value(-5)).locals',
    gives: [1, 1],
  }),
  example('product', {
    task: 'forward',
    run: (my) => new my.Value(2).mul(new my.Value(-5)).data,
    shows: 'new Value(2).mul(new Value(-5)).data',
    gives: -10,
  }),
  example('product-locals', {
    task: 'forward',
    rule: 'local',
    run: (my) => [...new my.Value(2).mul(new my.Value(-5)).locals],
    shows: 'new Value(2).mul(new Value(-5)).locals',
    gives: [-5, 2],
  }),
  example('tanh-locals', {
    task: 'forward',
    rule: 'tanh',
    run: (my) => {
      const t = new my.Value(0.5).tanh();
      return [t.data, ...t.locals];
    },
    shows: '[tanh.data, ...tanh.locals], with tanh = new Value(0.5).tanh()',
    gives: [0.46211715726001, 0.786447732965927],
    tolerance: { relative: 1e-9, absolute: 1e-12 },
  }),
  example('neuron', {
    task: 'backward',
    rule: 'seed',
    run: (my) => {
      const [x, w, b] = [new my.Value(3), new my.Value(-0.5), new my.Value(1)];
      w.mul(x).add(b).tanh().backward();
      return [x.grad, w.grad, b.grad];
    },
    shows: 'tanh(w·x + b): [x.grad, w.grad, b.grad]',
    gives: [-0.393223866482964, 2.359343198897781, 0.786447732965927],
    tolerance: { relative: 1e-9, absolute: 1e-12 },
  }),
  example('used-twice', {
    task: 'backward',
    rule: 'accumulate',
    run: (my) => {
      const x = new my.Value(3);
      x.mul(x).add(x).backward();
      return x.grad;
    },
    shows: 'x·x + x with x = 3: x.grad',
    gives: 7,
  }),
  example('diamond', {
    task: 'backward',
    rule: 'order',
    says: {
      fr: 'a est utilisé par deux nœuds, et lui-même vient de x.',
      en: 'a is used by two nodes, and comes from x itself.',
    },
    run: (my) => {
      const x = new my.Value(2);
      const a = x.mul(x);
      const b = a.mul(a);
      a.add(b).backward();
      return x.grad;
    },
    shows: 'a = x·x, b = a·a, a + b with x = 2: x.grad',
    gives: 36,
  }),
  property('any-neuron', {
    task: 'backward',
    rule: 'accumulate',
    given: (g) => [g.vector(4, -1, 1)],
    run: (my, [[w, x, b, y]]) => {
      const [vw, vx, vb, vy] = [
        new my.Value(w!),
        new my.Value(x!),
        new my.Value(b!),
        new my.Value(y!),
      ];
      const error = vw.mul(vx).add(vb).tanh().add(vy);
      error.mul(error).backward();
      return [vw.grad, vx.grad, vb.grad, vy.grad];
    },
    shows: '(tanh(w·x + b) + y)²: [w.grad, x.grad, b.grad, y.grad]',
    expect: ([[w, x, b, y]]) => {
      const t = Math.tanh(w! * x! + b!);
      const outer = 2 * (t + y!);
      const inner = outer * (1 - t * t);
      return [inner * x!, inner * w!, inner, outer];
    },
  }),
  gradient('finite-differences', {
    task: 'backward',
    rule: 'accumulate',
    given: (g) => g.vector(2, -1, 1),
    of: (my, p) => {
      const [a, b] = [new my.Value(p[0]!), new my.Value(p[1]!)];
      return a.mul(b).tanh().mul(a).add(b).data;
    },
    by: (my, p) => {
      const [a, b] = [new my.Value(p[0]!), new my.Value(p[1]!)];
      a.mul(b).tanh().mul(a).add(b).backward();
      return [a.grad, b.grad];
    },
  }),
]);

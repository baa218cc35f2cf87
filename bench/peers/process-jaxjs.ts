/** The whole program of the row `process`. */
import { init, numpy as np } from '@jax-js/jax';

await init('wasm');
const a = np.ones([64, 64]);
console.log(np.matmul(a.ref, a).sum().js());

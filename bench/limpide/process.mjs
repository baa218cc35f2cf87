// The whole program of the row `process`: import, one product, end.
import { ones } from 'limpide';

const a = ones([64, 64]);
console.log(await a.matmul(a).sum().item());

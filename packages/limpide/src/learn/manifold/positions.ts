/** The parameter `init` of maps: a way to find first positions, or the positions themselves. */
import { Tensor } from '../../tensor/index.ts';
import { anything, type Param } from '../base/index.ts';

/** One of these words, or positions [samples, components]. */
export const positions = <const T extends string>(
  initial: T,
  words: readonly T[],
): Param<T | Tensor | readonly ArrayLike<number>[]> => ({
  ...anything<T | Tensor | readonly ArrayLike<number>[]>(
    initial,
    `${words.map((word) => `'${word}'`).join(' | ')} | positions [samples, nComponents]`,
    (value) => words.some((w) => w === value) || value instanceof Tensor || Array.isArray(value),
  ),
  parse: (text) => words.find((word) => word === text),
});

// [fr] f : une fonction d'un nombre. x et h : des nombres. Le résultat : un nombre.
// [en] f: a function of one number. x and h: numbers. The result: one number.
export function forwardDifference(f: (x: number) => number, x: number, h: number): number {
  throw new Error('TODO');
}

// [fr] h vaut 1 si on ne le donne pas : c'est bien trop. Choisissez mieux.
// [en] h is 1 when it is not given: far too much. Choose better.
export function derivative(f: (x: number) => number, x: number, h = 1): number {
  throw new Error('TODO');
}

// [fr] Un nombre, ou un tableau de choses de même forme.
// [en] A number, or an array of things of the same shape.
export type Nested = number | readonly Nested[];

// [fr] x : n'importe quel rang. Le résultat : une taille par axe, l'axe extérieur d'abord.
// [en] x: any rank. The result: one size per axis, the outer axis first.
export function shapeOf(x: Nested): number[] {
  throw new Error('TODO');
}

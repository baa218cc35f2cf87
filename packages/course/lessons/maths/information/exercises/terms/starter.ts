// [fr] p et q : forme [k], positifs ou nuls, de somme 1. Les résultats sont en nats.
// [en] p and q: shape [k], zero or positive, adding up to 1. Results are in nats.
export function entropy(p: readonly number[]): number {
  throw new Error('TODO');
}

export function crossEntropyOf(p: readonly number[], q: readonly number[]): number {
  throw new Error('TODO');
}

export function klDivergence(p: readonly number[], q: readonly number[]): number {
  throw new Error('TODO');
}

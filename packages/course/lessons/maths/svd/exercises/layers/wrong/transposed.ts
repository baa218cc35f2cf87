export function rankOne(sigma: number, u: readonly number[], v: readonly number[]): number[][] {
  return v.map((vj) => u.map((ui) => sigma * ui * vj));
}

export function keptShare(sigmas: readonly number[], k: number): number {
  const energy = (list: readonly number[]): number => list.reduce((sum, s) => sum + s * s, 0);
  return energy(sigmas.slice(0, k)) / energy(sigmas);
}

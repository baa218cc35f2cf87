/** σ u vᵀ: the cell (i, j) is σ u_i v_j; shape [m, n]. */
export function rankOne(sigma: number, u: readonly number[], v: readonly number[]): number[][] {
  return u.map((ui) => v.map((vj) => sigma * ui * vj));
}

/** (σ_1² + … + σ_k²) / (σ_1² + … + σ_r²) */
export function keptShare(sigmas: readonly number[], k: number): number {
  const energy = (list: readonly number[]): number => list.reduce((sum, s) => sum + s * s, 0);
  return energy(sigmas.slice(0, k)) / energy(sigmas);
}

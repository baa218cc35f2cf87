// [fr] prior et likelihood : forme [k] ; prior a pour somme 1. Le résultat : forme [k], de somme 1.
// [en] prior and likelihood: shape [k]; prior adds up to 1. The result: shape [k], with sum 1.
export function bayes(prior: readonly number[], likelihood: readonly number[]): number[] {
  throw new Error('TODO');
}

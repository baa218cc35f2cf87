/** Looking into fitted models: importance of columns, dependence on them. */
export {
  type PartialDependence,
  type PermutationImportance,
  partialDependence,
  permutationImportance,
} from './inspection.ts';

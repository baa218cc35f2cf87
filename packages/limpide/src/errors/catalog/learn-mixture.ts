/** Sentences of mixtures of distributions. */
import type { Catalog } from '../error.ts';

export const mixtureErrors = {
  'mixture.singular': {
    en: '{who}: the covariance of component {component} is not positive definite: it has collapsed on too few samples, or features are collinear. Use fewer nComponents, a larger regCovar (now {regCovar}), or scale the features.',
    fr: '{who} : la covariance de la composante {component} n’est pas définie positive : elle s’est réduite à trop peu d’exemples, ou des variables sont colinéaires. Diminuez nComponents, augmentez regCovar (à présent {regCovar}), ou mettez les variables à l’échelle.',
  },
  'mixture.components': {
    en: '{who}: {got} components asked for, but there are only {rows} samples. Lower nComponents.',
    fr: '{who} : {got} composantes demandées pour {rows} exemples seulement. Diminuez nComponents.',
  },
  'mixture.weights': {
    en: '{who}: weightsInit should be {expected} numbers ≥ 0 that sum to 1; got {got}.',
    fr: '{who} : weightsInit devrait être {expected} nombres ≥ 0 de somme 1 ; reçu {got}.',
  },
  'mixture.means': {
    en: '{who}: meansInit should have shape [{components}, {features}], got {got}.',
    fr: '{who} : meansInit devrait avoir la forme [{components}, {features}], reçu {got}.',
  },
  'mixture.sampleCount': {
    en: '{who}: the number of samples to draw should be an integer ≥ 1, got {got}.',
    fr: '{who} : le nombre d’exemples à tirer devrait être un entier ≥ 1, reçu {got}.',
  },
} as const satisfies Catalog;

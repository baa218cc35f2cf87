/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    stage: 'étape',
    stages: ['le cercle', 'tourné par Vᵀ', 'étiré par Σ', 'tourné par U : c’est A'],
    rank: 'rang k',
    original: 'l’image',
    rebuilt: (k: number): string => `${k} ${k > 1 ? 'couches' : 'couche'}`,
    kept: 'part conservée',
    stored: 'nombres à garder',
    of: (all: number) => `sur ${all}`,
    values: 'Valeurs singulières de l’image : celles qui sont gardées sont pleines',
    picture: 'Image reconstruite à partir des premières couches',
    source: 'Image de départ : une maison sous la lune',
    sigma: 'valeurs singulières de A',
  },
  en: {
    stage: 'stage',
    stages: ['the circle', 'turned by Vᵀ', 'stretched by Σ', 'turned by U: this is A'],
    rank: 'rank k',
    original: 'the image',
    rebuilt: (k: number): string => `${k} ${k === 1 ? 'layer' : 'layers'}`,
    kept: 'share kept',
    stored: 'numbers to keep',
    of: (all: number) => `of ${all}`,
    values: 'Singular values of the image: those that are kept are filled',
    picture: 'Image rebuilt from the first layers',
    source: 'Original image: a house under the moon',
    sigma: 'singular values of A',
  },
});

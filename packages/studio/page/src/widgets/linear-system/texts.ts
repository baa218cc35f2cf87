/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    point: (line: number, end: number) =>
      `Point ${end} de la droite ${line} : les flèches du clavier le déplacent`,
    error: 'erreur sur chaque droite',
    meeting: 'Point de rencontre :',
    none: 'Les droites sont parallèles : pas de solution unique.',
    condition: 'conditionnement',
    angle: 'angle entre les droites',
    reach: 'la réponse peut se trouver à',
    equations: 'équations',
  },
  en: {
    point: (line: number, end: number) => `Point ${end} of line ${line}: the arrow keys move it`,
    error: 'error on each line',
    meeting: 'Meeting point:',
    none: 'The lines are parallel: there is no unique solution.',
    condition: 'condition number',
    angle: 'angle between the lines',
    reach: 'the answer may be as far away as',
    equations: 'equations',
  },
});

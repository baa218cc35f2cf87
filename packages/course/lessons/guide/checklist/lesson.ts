import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/checklist',
  title: { fr: 'La liste de démarrage d’un projet', en: 'The checklist of a project' },
  summary: {
    fr: 'Onze questions avant, pendant et après : du problème à la fiche de modèle, le droit et les biais compris.',
    en: 'Eleven questions before, during and after: from the problem to the model card, law and bias included.',
  },
  teaches: ['project-checklist', 'ethics-regulation'],
  requires: ['guide/good-practice'],
  minutes: 35,
  sources: [
    {
      title: 'Règlement (UE) 2016/679 (RGPD), articles 5, 6, 22 et 35',
      authors: 'Union européenne',
      year: 2016,
      url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
    },
    {
      title: 'Règlement (UE) 2024/1689 sur l’intelligence artificielle',
      authors: 'Union européenne',
      year: 2024,
      url: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    },
    {
      title: 'Les fiches pratiques IA',
      authors: 'CNIL',
      year: 2025,
      url: 'https://www.cnil.fr/fr/ai-how-to-sheets',
    },
    {
      title: 'Datasheets for Datasets',
      authors: 'T. Gebru et al.',
      year: 2021,
      url: 'https://arxiv.org/abs/1803.09010',
    },
    {
      title: 'Model Cards for Model Reporting',
      authors: 'M. Mitchell et al.',
      year: 2019,
      url: 'https://arxiv.org/abs/1810.03993',
    },
  ],
});

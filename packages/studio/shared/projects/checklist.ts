/**
 * The checklist of a project's start, from the question to the deployment: questions to tick, fields to fill. A
 * field with a place in the card (`card`) is a paragraph of the model card.
 */
import type { Bilingual } from '@limpide/course/format';

export interface ChecklistQuestion extends Bilingual {
  readonly id: string;
}
export interface ChecklistField {
  readonly id: string;
  readonly label: Bilingual;
  readonly help: Bilingual;
  /** Its heading in the model card, where it belongs there. */
  readonly card?: Bilingual;
  readonly rows?: number;
}
export interface ChecklistSection {
  readonly id: string;
  readonly title: Bilingual;
  readonly questions: readonly ChecklistQuestion[];
  readonly fields: readonly ChecklistField[];
}

export const checklist: readonly ChecklistSection[] = [
  {
    id: 'problem',
    title: { fr: 'Le problème', en: 'The problem' },
    questions: [
      {
        id: 'problem-kind',
        fr: 'La tâche a un nom : classer, prédire un nombre, regrouper, engendrer…',
        en: 'The task has a name: classify, predict a number, group, generate…',
      },
      {
        id: 'problem-decision',
        fr: 'On sait quelle décision change quand le modèle répond.',
        en: 'It is known which decision changes when the model answers.',
      },
      {
        id: 'problem-without',
        fr: 'Une règle simple, sans apprentissage, ne suffit pas : on l’a essayée.',
        en: 'A simple rule, without learning, is not enough: it was tried.',
      },
    ],
    fields: [
      {
        id: 'aim',
        label: { fr: 'Ce que le modèle doit faire', en: 'What the model should do' },
        help: {
          fr: 'En deux phrases, pour quelqu’un qui n’est pas du métier.',
          en: 'In two sentences, for somebody outside the field.',
        },
        card: { fr: 'À quoi sert le modèle', en: 'What the model is for' },
      },
      {
        id: 'users',
        label: { fr: 'Pour qui, et pour qui il n’est pas fait', en: 'For whom, and for whom not' },
        help: {
          fr: 'Les usages prévus ; ceux que l’on écarte, et pourquoi.',
          en: 'Intended uses; those that are ruled out, and why.',
        },
        card: { fr: 'Usages prévus et exclus', en: 'Intended and excluded uses' },
      },
    ],
  },
  {
    id: 'data',
    title: { fr: 'Les données', en: 'The data' },
    questions: [
      {
        id: 'data-enough',
        fr: 'Il y en a assez, et elles ressemblent à ce que le modèle verra.',
        en: 'There is enough of it, and it looks like what the model will see.',
      },
      {
        id: 'data-clean',
        fr: 'Valeurs manquantes, aberrantes et doublons ont été cherchés.',
        en: 'Missing values, outliers and duplicates were looked for.',
      },
      {
        id: 'data-labels',
        fr: 'Les étiquettes sont sûres : un échantillon a été relu par une personne.',
        en: 'The labels can be trusted: a sample was read by a person.',
      },
      {
        id: 'data-prepared',
        fr: 'Mise à l’échelle et codage sont appris sur l’entraînement seulement.',
        en: 'Scaling and encoding are learnt from the training set only.',
      },
      {
        id: 'data-rights',
        fr: 'On a le droit de s’en servir (licence, consentement, RGPD).',
        en: 'They may be used (licence, consent, GDPR).',
      },
    ],
    fields: [
      {
        id: 'source',
        label: { fr: 'D’où viennent les données', en: 'Where the data come from' },
        help: {
          fr: 'Source, dates, taille, licence, qui a étiqueté.',
          en: 'Source, dates, size, licence, who labelled.',
        },
        card: { fr: 'Données', en: 'Data' },
      },
      {
        id: 'preparation',
        label: { fr: 'Comment elles sont préparées', en: 'How they are prepared' },
        help: {
          fr: 'Nettoyage, échelles, catégories, augmentation.',
          en: 'Cleaning, scales, categories, augmentation.',
        },
        card: { fr: 'Préparation des données', en: 'Preparation of the data' },
      },
    ],
  },
  {
    id: 'splits',
    title: { fr: 'Le découpage', en: 'The splits' },
    questions: [
      {
        id: 'splits-three',
        fr: 'Entraînement, validation et test sont séparés (70/15/15, par exemple).',
        en: 'Training, validation and test are apart (70/15/15, for example).',
      },
      {
        id: 'splits-leak',
        fr: 'Rien ne fuit : ni la même personne, ni le futur, ni un doublon des deux côtés.',
        en: 'Nothing leaks: neither the same person, nor the future, nor a duplicate on both sides.',
      },
      {
        id: 'splits-closed',
        fr: 'Le jeu de test est fermé : il sert une fois, à la fin.',
        en: 'The test set is closed: it is used once, at the end.',
      },
    ],
    fields: [
      {
        id: 'split',
        label: { fr: 'Le découpage choisi', en: 'The split that was chosen' },
        help: {
          fr: 'Parts, graine, stratification ; par groupe ou par date, s’il le faut.',
          en: 'Shares, seed, stratification; by group or by date, if needed.',
        },
        card: { fr: 'Découpage', en: 'Split' },
      },
    ],
  },
  {
    id: 'metric',
    title: { fr: 'La mesure du succès', en: 'The measure of success' },
    questions: [
      {
        id: 'metric-one',
        fr: 'Une mesure principale est choisie avant d’entraîner.',
        en: 'One main metric is chosen before training.',
      },
      {
        id: 'metric-cost',
        fr: 'Elle tient compte de ce que coûte chaque sorte d’erreur.',
        en: 'It reflects what each kind of error costs.',
      },
      {
        id: 'metric-target',
        fr: 'On a écrit à partir de quelle valeur le modèle sera utile.',
        en: 'The value from which the model is useful is written down.',
      },
    ],
    fields: [
      {
        id: 'metric',
        label: { fr: 'Mesure principale et seuil visé', en: 'Main metric and target' },
        help: {
          fr: 'Par exemple : rappel ≥ 0,9 avec une précision ≥ 0,6.',
          en: 'For example: recall ≥ 0.9 with a precision ≥ 0.6.',
        },
        card: { fr: 'Mesure', en: 'Metric' },
      },
    ],
  },
  {
    id: 'baseline',
    title: { fr: 'Le point de comparaison et le modèle', en: 'The baseline and the model' },
    questions: [
      {
        id: 'baseline-dumb',
        fr: 'On connaît le score de la réponse la plus bête : la classe majoritaire, la moyenne.',
        en: 'The score of the dullest answer is known: the majority class, the mean.',
      },
      {
        id: 'baseline-simple',
        fr: 'Un modèle simple (régression, petit arbre) a été mesuré.',
        en: 'A simple model (regression, a small tree) was measured.',
      },
      {
        id: 'baseline-fit',
        fr: 'Le modèle choisi convient à la nature des données et à leur nombre.',
        en: 'The chosen model suits the nature of the data and how many there are.',
      },
    ],
    fields: [
      {
        id: 'baseline',
        label: { fr: 'Scores de référence', en: 'Baseline scores' },
        help: { fr: 'Réponse constante, modèle simple.', en: 'Constant answer, simple model.' },
        card: { fr: 'Point de comparaison', en: 'Baseline' },
      },
      {
        id: 'model',
        label: { fr: 'Le modèle', en: 'The model' },
        help: {
          fr: 'Famille, taille, nombre de paramètres, pourquoi celui-là.',
          en: 'Family, size, number of parameters, why this one.',
        },
        card: { fr: 'Modèle', en: 'Model' },
      },
    ],
  },
  {
    id: 'training',
    title: { fr: 'L’entraînement', en: 'The training' },
    questions: [
      {
        id: 'training-environment',
        fr: 'L’environnement est installé, et ses versions sont notées.',
        en: 'The environment is installed, and its versions are written down.',
      },
      {
        id: 'training-small',
        fr: 'Un essai court, sur peu d’exemples, va de bout en bout sans erreur.',
        en: 'A short trial on few examples runs from end to end without an error.',
      },
      {
        id: 'training-overfit',
        fr: 'Le modèle sait apprendre par cœur un seul lot : la chaîne est bonne.',
        en: 'The model can learn a single batch by heart: the pipeline works.',
      },
      {
        id: 'training-curves',
        fr: 'Perte et mesure sont suivies, sur l’entraînement et sur la validation.',
        en: 'Loss and metric are followed, on training and on validation.',
      },
      {
        id: 'training-regularised',
        fr: 'On sait quoi faire si les deux courbes s’écartent (arrêt anticipé, pénalité, abandon).',
        en: 'It is known what to do when both curves part (early stopping, penalty, dropout).',
      },
    ],
    fields: [
      {
        id: 'hyperparameters',
        label: { fr: 'Réglages de départ', en: 'First settings' },
        help: {
          fr: 'Perte, optimiseur, taux d’apprentissage, taille des lots, époques, graine.',
          en: 'Loss, optimiser, learning rate, batch size, epochs, seed.',
        },
        card: { fr: 'Entraînement', en: 'Training' },
      },
      {
        id: 'journal',
        label: { fr: 'Journal des essais', en: 'Log of trials' },
        help: {
          fr: 'Un essai par ligne : ce qui a changé, ce que cela a donné. Les expériences de l’atelier gardent le détail.',
          en: 'One trial a line: what changed, what it gave. The runs of the studio keep the details.',
        },
        rows: 6,
      },
    ],
  },
  {
    id: 'evaluation',
    title: { fr: 'L’évaluation', en: 'The evaluation' },
    questions: [
      {
        id: 'evaluation-test',
        fr: 'Le test a été mesuré une fois, avec un intervalle de confiance.',
        en: 'The test set was measured once, with a confidence interval.',
      },
      {
        id: 'evaluation-errors',
        fr: 'On a regardé des erreurs une par une, et dit ce qu’elles ont en commun.',
        en: 'Errors were looked at one by one, and what they share was said.',
      },
      {
        id: 'evaluation-groups',
        fr: 'La mesure est donnée aussi par groupe, pas seulement en moyenne.',
        en: 'The metric is given by group too, not only on average.',
      },
    ],
    fields: [
      {
        id: 'results',
        label: { fr: 'Résultats sur le test', en: 'Results on the test set' },
        help: {
          fr: 'Le score, son incertitude, la comparaison avec la référence.',
          en: 'The score, its uncertainty, the comparison with the baseline.',
        },
        card: { fr: 'Résultats', en: 'Results' },
      },
      {
        id: 'weaknesses',
        label: { fr: 'Où il se trompe', en: 'Where it goes wrong' },
        help: {
          fr: 'Les cas difficiles, et la prochaine chose à essayer.',
          en: 'The hard cases, and the next thing to try.',
        },
        card: { fr: 'Limites', en: 'Limits' },
      },
    ],
  },
  {
    id: 'risks',
    title: { fr: 'Les risques', en: 'The risks' },
    questions: [
      {
        id: 'risks-personal',
        fr: 'Les données personnelles sont recensées, réduites et protégées.',
        en: 'Personal data are listed, reduced and protected.',
      },
      {
        id: 'risks-bias',
        fr: 'On a cherché qui pourrait être traité moins bien que les autres.',
        en: 'Who could be treated worse than others was looked for.',
      },
      {
        id: 'risks-law',
        fr: 'On sait quelles règles s’appliquent (RGPD, règlement européen sur l’IA, règles du métier).',
        en: 'It is known which rules apply (GDPR, EU AI Act, rules of the trade).',
      },
      {
        id: 'risks-human',
        fr: 'Une personne peut contredire le modèle, et saura quand le faire.',
        en: 'A person can overrule the model, and will know when to.',
      },
    ],
    fields: [
      {
        id: 'risks',
        label: {
          fr: 'Ce qui peut mal tourner, et la parade',
          en: 'What may go wrong, and the answer',
        },
        help: {
          fr: 'Un risque par ligne : qui, comment, ce que l’on fait.',
          en: 'One risk a line: who, how, what is done.',
        },
        card: { fr: 'Risques et considérations éthiques', en: 'Risks and ethical considerations' },
        rows: 4,
      },
    ],
  },
  {
    id: 'deployment',
    title: { fr: 'La mise en service', en: 'The deployment' },
    questions: [
      {
        id: 'deployment-same',
        fr: 'La préparation des données est la même en service qu’à l’entraînement.',
        en: 'The preparation of data is the same in service as in training.',
      },
      {
        id: 'deployment-reproduce',
        fr: 'Code, données, graine et poids sont versionnés : on sait tout refaire.',
        en: 'Code, data, seed and weights are versioned: everything can be made again.',
      },
      {
        id: 'deployment-watch',
        fr: 'On surveille les entrées et les réponses, et l’on sait quand réentraîner.',
        en: 'Inputs and answers are watched, and it is known when to train again.',
      },
      {
        id: 'deployment-back',
        fr: 'On peut revenir en arrière en quelques minutes.',
        en: 'Going back takes a few minutes.',
      },
    ],
    fields: [
      {
        id: 'deployment',
        label: { fr: 'Où et comment il tourne', en: 'Where and how it runs' },
        help: {
          fr: 'Machine, délai, coût, qui appeler quand il ne répond pas.',
          en: 'Machine, delay, cost, whom to call when it does not answer.',
        },
        card: { fr: 'Mise en service et suivi', en: 'Deployment and monitoring' },
      },
      {
        id: 'contact',
        label: { fr: 'Responsable et version', en: 'Owner and version' },
        help: {
          fr: 'Qui répond du modèle, sa version, sa date.',
          en: 'Who answers for the model, its version, its date.',
        },
        card: { fr: 'Responsable et version', en: 'Owner and version' },
        rows: 1,
      },
    ],
  },
];

/** All questions of the list. */
export const questionCount = checklist.reduce((sum, { questions }) => sum + questions.length, 0);

/** The words of this widget, and what it places in time. */
import { inBoth } from '../kit/texts.ts';

export type Circle = 'ai' | 'ml' | 'dl';

/** A technique or a system, its year, the smallest circle that contains it, its place in the unit square. */
export interface Mark {
  readonly year: number;
  readonly circle: Circle;
  readonly at: readonly [number, number];
  readonly name: { readonly fr: string; readonly en: string };
}

export const marks: readonly Mark[] = [
  {
    year: 1951,
    circle: 'ai',
    at: [0.16, 0.33],
    name: { fr: 'Programme de dames de Strachey', en: 'Strachey’s draughts program' },
  },
  {
    year: 1956,
    circle: 'ai',
    at: [0.3, 0.15],
    name: {
      fr: 'Logic Theorist : démonstration de théorèmes',
      en: 'Logic Theorist: proving theorems',
    },
  },
  {
    year: 1958,
    circle: 'ml',
    at: [0.27, 0.44],
    name: { fr: 'Perceptron de Rosenblatt', en: 'Rosenblatt’s perceptron' },
  },
  {
    year: 1959,
    circle: 'ml',
    at: [0.24, 0.58],
    name: {
      fr: 'Programme de dames de Samuel, qui apprend',
      en: 'Samuel’s checkers program, which learns',
    },
  },
  {
    year: 1968,
    circle: 'ai',
    at: [0.5, 0.13],
    name: { fr: 'Recherche de chemin A*', en: 'A* path search' },
  },
  {
    year: 1976,
    circle: 'ai',
    at: [0.7, 0.15],
    name: { fr: 'MYCIN, système expert', en: 'MYCIN, an expert system' },
  },
  {
    year: 1984,
    circle: 'ml',
    at: [0.5, 0.4],
    name: { fr: 'Arbres de décision CART', en: 'CART decision trees' },
  },
  {
    year: 1986,
    circle: 'dl',
    at: [0.41, 0.63],
    name: { fr: 'Rétropropagation dans plusieurs couches', en: 'Backpropagation through layers' },
  },
  {
    year: 1995,
    circle: 'ml',
    at: [0.67, 0.41],
    name: { fr: 'Machines à vecteurs de support', en: 'Support-vector machines' },
  },
  {
    year: 1997,
    circle: 'ai',
    at: [0.84, 0.33],
    name: { fr: 'Deep Blue bat Kasparov aux échecs', en: 'Deep Blue beats Kasparov at chess' },
  },
  {
    year: 1998,
    circle: 'dl',
    at: [0.59, 0.63],
    name: { fr: 'LeNet-5, réseau convolutif', en: 'LeNet-5, a convolutional network' },
  },
  {
    year: 2001,
    circle: 'ml',
    at: [0.76, 0.55],
    name: { fr: 'Forêts aléatoires', en: 'Random forests' },
  },
  {
    year: 2012,
    circle: 'dl',
    at: [0.37, 0.72],
    name: { fr: 'AlexNet gagne ImageNet', en: 'AlexNet wins ImageNet' },
  },
  {
    year: 2016,
    circle: 'dl',
    at: [0.63, 0.72],
    name: { fr: 'AlphaGo bat Lee Sedol au go', en: 'AlphaGo beats Lee Sedol at go' },
  },
  {
    year: 2017,
    circle: 'dl',
    at: [0.5, 0.7],
    name: { fr: 'Transformer', en: 'Transformer' },
  },
  {
    year: 2021,
    circle: 'dl',
    at: [0.43, 0.8],
    name: {
      fr: 'AlphaFold 2 : structure des protéines',
      en: 'AlphaFold 2: the structure of proteins',
    },
  },
  {
    year: 2022,
    circle: 'dl',
    at: [0.57, 0.8],
    name: { fr: 'ChatGPT', en: 'ChatGPT' },
  },
];

export const texts = inBoth({
  fr: {
    year: 'année',
    circles: { ai: 'IA', ml: 'apprentissage automatique', dl: 'apprentissage profond' },
    only: {
      ai: 'IA, sans apprentissage',
      ml: 'apprentissage automatique, non profond',
      dl: 'apprentissage profond',
    },
    what: {
      ai: 'Faire faire à une machine ce qui demande de l’intelligence à un humain, par tous les moyens : règles, recherche, logique, apprentissage.',
      ml: 'Un modèle ajusté sur des exemples, au lieu de règles écrites.',
      dl: 'Des réseaux de neurones à plusieurs couches, ajustés sur des exemples.',
    },
    choose: 'Cercle à détailler',
    upTo: (year: number) => `jusqu’en ${year}`,
    none: 'encore rien',
  },
  en: {
    year: 'year',
    circles: { ai: 'AI', ml: 'machine learning', dl: 'deep learning' },
    only: {
      ai: 'AI, without learning',
      ml: 'machine learning, not deep',
      dl: 'deep learning',
    },
    what: {
      ai: 'Having a machine do what takes a human intelligence, by any means: rules, search, logic, learning.',
      ml: 'A model adjusted to examples, instead of written rules.',
      dl: 'Neural networks with several layers, adjusted to examples.',
    },
    choose: 'Circle to look into',
    upTo: (year: number) => `up to ${year}`,
    none: 'nothing yet',
  },
});

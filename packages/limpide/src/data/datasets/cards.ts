/** Where each data set comes from, under which licence, and what it must not be used for. */
import type { Sentence } from '../../errors/index.ts';

/** What one should know of a data set before learning from it. */
export interface DatasetCard {
  readonly id: string;
  readonly name: string;
  readonly authors: string;
  readonly year: number;
  readonly licence: string;
  /** Where it was published. */
  readonly source: string;
  readonly content: Sentence;
  /** What it must not be used for. */
  readonly notFor: Sentence;
}

export const mnistCard: DatasetCard = {
  id: 'mnist',
  name: 'MNIST',
  authors: 'Yann LeCun, Corinna Cortes, Christopher J. C. Burges',
  year: 1998,
  licence: 'CC-BY-SA-3.0',
  source: 'http://yann.lecun.com/exdb/mnist/',
  content: {
    en: '70,000 handwritten digits, 28 × 28 pixels in grey levels, 60,000 to learn from and 10,000 to test; centred, written by employees of the US Census Bureau and by high-school students.',
    fr: '70 000 chiffres manuscrits, 28 × 28 pixels en niveaux de gris, 60 000 pour apprendre et 10 000 pour tester ; centrés, écrits par des employés du bureau du recensement américain et par des lycéens.',
  },
  notFor: {
    en: 'Reading real forms: digits there are neither centred nor cut out, and hands differ from one country to another (the 1 and the 7 above all). Nor for ranking methods: nearly all of them pass 98 %.',
    fr: 'Lire de vrais formulaires : les chiffres n’y sont ni centrés ni découpés, et les écritures changent d’un pays à l’autre (le 1 et le 7 surtout). Ni pour classer des méthodes : presque toutes dépassent 98 %.',
  },
};

export const fashionMnistCard: DatasetCard = {
  id: 'fashion-mnist',
  name: 'Fashion-MNIST',
  authors: 'Han Xiao, Kashif Rasul, Roland Vollgraf (Zalando SE)',
  year: 2017,
  licence: 'MIT',
  source: 'https://github.com/zalandoresearch/fashion-mnist',
  content: {
    en: '70,000 pictures of clothes from one shop’s catalogue, 28 × 28 pixels in grey levels, in ten classes, 60,000 to learn from and 10,000 to test.',
    fr: '70 000 photos de vêtements du catalogue d’une boutique, 28 × 28 pixels en niveaux de gris, en dix classes, 60 000 pour apprendre et 10 000 pour tester.',
  },
  notFor: {
    en: 'Recognising clothes in real photographs: these lie flat on a white ground, come from one shop of 2017 and follow its idea of what people wear.',
    fr: 'Reconnaître des vêtements sur de vraies photos : ceux-ci sont à plat sur fond blanc, viennent d’une seule boutique de 2017 et suivent son idée de ce que les gens portent.',
  },
};

export const irisCard: DatasetCard = {
  id: 'iris',
  name: 'Iris',
  authors: 'Edgar Anderson (measurements), Ronald A. Fisher (publication)',
  year: 1936,
  licence: 'BSD-3-Clause (scikit-learn)',
  source: 'https://doi.org/10.1111/j.1469-1809.1936.tb02137.x',
  content: {
    en: '150 flowers of three species of iris, 50 of each: length and width of sepals and petals, in centimetres, as in Fisher’s article (scikit-learn’s copy).',
    fr: '150 fleurs de trois espèces d’iris, 50 de chacune : longueur et largeur des sépales et des pétales, en centimètres, comme dans l’article de Fisher (copie de scikit-learn).',
  },
  notFor: {
    en: 'Naming real flowers (three species, one place, one season), nor comparing algorithms: 150 rows tell almost nothing apart. The article appeared in a journal of eugenics: say so when you teach with it.',
    fr: 'Nommer de vraies fleurs (trois espèces, un lieu, une saison), ni comparer des algorithmes : 150 lignes ne départagent presque rien. L’article a paru dans une revue d’eugénisme : dites-le quand vous enseignez avec lui.',
  },
};

/** What tests say about their results, in words: the sentences of `TestResult.explain`. */
import type { Catalog } from '../error.ts';

export const resultSentences = {
  head: {
    en: '{test}: {symbol} = {statistic}{df}, p = {p}, n = {n}.',
    fr: '{test} : {symbol} = {statistic}{df}, p = {p}, n = {n}.',
  },
  meaning: {
    en: 'If the null hypothesis were true ({null}), and the assumptions of the test held, results at least this far from it would come in about {percent} of repeated studies.',
    fr: 'Si l’hypothèse nulle était vraie ({null}) et que les conditions du test étaient remplies, des résultats au moins aussi éloignés d’elle viendraient dans environ {percent} des études répétées.',
  },
  not: {
    en: 'This p-value is not the probability that the null hypothesis is true, nor that chance alone made the result; it does not measure how large or how important an effect is, and a large one does not prove that there is none.',
    fr: 'Cette valeur p n’est ni la probabilité que l’hypothèse nulle soit vraie, ni celle que le hasard seul ait produit le résultat ; elle ne mesure ni la taille ni l’importance d’un effet, et une grande valeur ne prouve pas qu’il n’y en a pas.',
  },
  effect: {
    en: 'The size of the effect is estimated by {name} = {value}.',
    fr: 'La taille de l’effet est estimée par {name} = {value}.',
  },
  interval: {
    en: '{level} confidence interval of {what}: {low} to {high}; intervals made this way hold the true value in {level} of repeated studies.',
    fr: 'Intervalle de confiance à {level} pour {what} : de {low} à {high} ; des intervalles construits ainsi contiennent la vraie valeur dans {level} des études répétées.',
  },
  'two-sided': { en: 'Deviations on both sides count.', fr: 'Les écarts des deux côtés comptent.' },
  less: {
    en: 'Only deviations downwards count.',
    fr: 'Seuls les écarts vers le bas comptent.',
  },
  greater: {
    en: 'Only deviations upwards count.',
    fr: 'Seuls les écarts vers le haut comptent.',
  },
} as const satisfies Catalog;

/** Names of tests and their null hypotheses. */
export const testNames = {
  tTest1: { en: 'One-sample t test', fr: 'Test t à un échantillon' },
  tTestInd: { en: 'Student’s t test', fr: 'Test t de Student' },
  welch: { en: 'Welch’s t test', fr: 'Test t de Welch' },
  tTestPaired: { en: 'Paired t test', fr: 'Test t apparié' },
  chiSquare: { en: 'Chi-square test of goodness of fit', fr: 'Test du khi-deux d’ajustement' },
  contingency: { en: 'Chi-square test of independence', fr: 'Test du khi-deux d’indépendance' },
  fisherExact: { en: 'Fisher’s exact test', fr: 'Test exact de Fisher' },
  mannWhitneyU: { en: 'Mann–Whitney U test', fr: 'Test U de Mann–Whitney' },
  wilcoxon: { en: 'Wilcoxon signed-rank test', fr: 'Test des rangs signés de Wilcoxon' },
  ks1: {
    en: 'One-sample Kolmogorov–Smirnov test',
    fr: 'Test de Kolmogorov–Smirnov à un échantillon',
  },
  ks2: {
    en: 'Two-sample Kolmogorov–Smirnov test',
    fr: 'Test de Kolmogorov–Smirnov à deux échantillons',
  },
  shapiroWilk: { en: 'Shapiro–Wilk test of normality', fr: 'Test de normalité de Shapiro–Wilk' },
  anova: { en: 'One-way analysis of variance', fr: 'Analyse de la variance à un facteur' },
  kruskal: { en: 'Kruskal–Wallis test', fr: 'Test de Kruskal–Wallis' },
  levene: { en: 'Levene’s test of equal variances', fr: 'Test de Levene d’égalité des variances' },
  pearson: { en: 'Pearson correlation', fr: 'Corrélation de Pearson' },
  spearman: { en: 'Spearman rank correlation', fr: 'Corrélation de rang de Spearman' },
  kendall: { en: 'Kendall’s tau-b', fr: 'Tau-b de Kendall' },
  permutation: { en: 'Permutation test', fr: 'Test par permutation' },
} as const satisfies Catalog;

/** The name of a test. */
export type TestName = keyof typeof testNames;

export const nullHypotheses = {
  mean: { en: 'the mean is {value}', fr: 'la moyenne vaut {value}' },
  means: { en: 'the populations have the same mean', fr: 'les populations ont la même moyenne' },
  differences: {
    en: 'the mean of the differences is 0',
    fr: 'la moyenne des différences est nulle',
  },
  frequencies: {
    en: 'the categories come with the expected frequencies',
    fr: 'les catégories viennent avec les fréquences attendues',
  },
  independence: {
    en: 'rows and columns are independent',
    fr: 'lignes et colonnes sont indépendantes',
  },
  distribution: {
    en: 'the samples come from the same distribution',
    fr: 'les échantillons viennent de la même loi',
  },
  symmetry: {
    en: 'the differences are symmetric around 0',
    fr: 'les différences sont symétriques autour de 0',
  },
  given: {
    en: 'the sample comes from the given distribution',
    fr: 'l’échantillon vient de la loi donnée',
  },
  normality: {
    en: 'the sample comes from a normal distribution',
    fr: 'l’échantillon vient d’une loi normale',
  },
  variances: {
    en: 'the populations have the same variance',
    fr: 'les populations ont la même variance',
  },
  noCorrelation: { en: 'there is no association', fr: 'il n’y a pas d’association' },
  exchangeable: { en: 'the labels are exchangeable', fr: 'les étiquettes sont échangeables' },
} as const satisfies Catalog;

export const quantities = {
  mean: { en: 'the mean', fr: 'la moyenne' },
  difference: { en: 'the difference of the means', fr: 'la différence des moyennes' },
  correlation: { en: 'the correlation', fr: 'la corrélation' },
} as const satisfies Catalog;

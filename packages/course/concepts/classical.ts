/** Concepts of the layer `classical`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const classical = defineConcepts([
  {
    id: 'decision-trees',
    title: { fr: 'Arbres de décision', en: 'Decision trees' },
    lesson: 'classical/trees',
  },
  {
    id: 'random-forests',
    title: { fr: 'Forêts aléatoires', en: 'Random forests' },
    lesson: 'classical/forests',
  },
  {
    id: 'svm',
    title: { fr: 'Machines à vecteurs de support', en: 'Support vector machines' },
    lesson: 'classical/svm',
  },
  {
    id: 'knn',
    title: { fr: 'k plus proches voisins', en: 'k nearest neighbours' },
    lesson: 'classical/knn',
  },
  {
    id: 'naive-bayes',
    title: { fr: 'Bayes naïf', en: 'Naive Bayes' },
    lesson: 'classical/naive-bayes',
  },
  { id: 'k-means', title: { fr: 'k-moyennes', en: 'k-means' }, lesson: 'classical/k-means' },
  {
    id: 'hierarchical-clustering',
    title: { fr: 'Regroupement hiérarchique', en: 'Hierarchical clustering' },
    lesson: 'classical/k-means',
  },
  { id: 'dbscan', title: { fr: 'DBSCAN', en: 'DBSCAN' }, lesson: 'classical/dbscan' },
  {
    id: 'pca',
    title: { fr: 'Analyse en composantes principales', en: 'Principal component analysis' },
    lesson: 'classical/pca',
  },
  { id: 't-sne', title: { fr: 't-SNE', en: 't-SNE' }, lesson: 'classical/t-sne' },
  {
    id: 'competitions',
    title: { fr: 'Concours de données', en: 'Data competitions' },
    lesson: 'classical/competition',
  },
]);

/** Concepts of the layer `guide`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const guide = defineConcepts([
  {
    id: 'ai-ml-dl',
    title: {
      fr: 'IA, apprentissage automatique, apprentissage profond',
      en: 'AI, machine learning, deep learning',
    },
    lesson: 'guide/what-is-ai',
  },
  {
    id: 'ai-history',
    title: {
      fr: 'Systèmes experts, Arthur Samuel, l’essor du profond',
      en: 'Expert systems, Arthur Samuel, the rise of deep learning',
    },
    lesson: 'guide/what-is-ai',
  },
  {
    id: 'ai-stakes',
    title: { fr: 'Vie privée, transparence, emploi', en: 'Privacy, transparency, employment' },
    lesson: 'guide/what-is-ai',
  },
  {
    id: 'supervised-learning',
    title: {
      fr: 'Apprentissage supervisé : classification et régression',
      en: 'Supervised learning: classification and regression',
    },
    lesson: 'guide/kinds-of-learning',
  },
  {
    id: 'unsupervised-learning',
    title: {
      fr: 'Apprentissage non supervisé : groupes, anomalies, dimensions',
      en: 'Unsupervised learning: groups, anomalies, dimensions',
    },
    lesson: 'guide/kinds-of-learning',
  },
  {
    id: 'reinforcement-idea',
    title: {
      fr: 'Apprentissage par renforcement : agent, actions, récompenses',
      en: 'Reinforcement learning: agent, actions, rewards',
    },
    lesson: 'guide/kinds-of-learning',
  },
  {
    id: 'use-health',
    title: { fr: 'L’IA dans la santé', en: 'AI in health' },
    lesson: 'guide/uses',
  },
  {
    id: 'use-finance',
    title: { fr: 'L’IA dans la finance', en: 'AI in finance' },
    lesson: 'guide/uses',
  },
  {
    id: 'use-industry',
    title: {
      fr: 'L’IA dans l’industrie : maintenance, qualité, robots',
      en: 'AI in industry: maintenance, quality, robots',
    },
    lesson: 'guide/uses',
  },
  {
    id: 'use-vision',
    title: {
      fr: 'Vision par ordinateur : visages, conduite, satellites',
      en: 'Computer vision: faces, driving, satellites',
    },
    lesson: 'guide/uses',
  },
  {
    id: 'use-language',
    title: {
      fr: 'Langage : assistants, traduction, correction, sentiment',
      en: 'Language: assistants, translation, correction, sentiment',
    },
    lesson: 'guide/uses',
  },
  {
    id: 'use-others',
    title: {
      fr: 'Recherche, recommandation, jeux, secteur public, énergie, éducation, science',
      en: 'Search, recommendation, games, public sector, energy, education, science',
    },
    lesson: 'guide/uses',
  },
  {
    id: 'tensorflow',
    title: { fr: 'TensorFlow et Keras', en: 'TensorFlow and Keras' },
    lesson: 'guide/tools',
  },
  { id: 'pytorch', title: { fr: 'PyTorch', en: 'PyTorch' }, lesson: 'guide/tools' },
  {
    id: 'frameworks-compared',
    title: { fr: 'TensorFlow et PyTorch comparés', en: 'TensorFlow and PyTorch compared' },
    lesson: 'guide/tools',
  },
  {
    id: 'setting-up',
    title: {
      fr: 'Installer ses outils : Windows, macOS, Linux, GPU',
      en: 'Setting up the tools: Windows, macOS, Linux, GPU',
    },
    lesson: 'guide/setup',
  },
  {
    id: 'virtual-environments',
    title: { fr: 'Environnements virtuels', en: 'Virtual environments' },
    lesson: 'guide/setup',
  },
  {
    id: 'first-model',
    title: {
      fr: 'Un premier modèle, écrit de deux façons',
      en: 'A first model, written in two ways',
    },
    lesson: 'guide/first-model',
  },
  {
    id: 'overfitting-remedies',
    title: {
      fr: 'Détecter et réduire le surapprentissage',
      en: 'Detecting and reducing overfitting',
    },
    lesson: 'guide/overfitting-guide',
  },
  {
    id: 'data-augmentation',
    title: { fr: 'Augmentation de données', en: 'Data augmentation' },
    lesson: 'guide/overfitting-guide',
  },
  {
    id: 'data-cleaning-idea',
    title: { fr: 'Nettoyer les données, réduire le bruit', en: 'Cleaning data, reducing noise' },
    lesson: 'guide/overfitting-guide',
  },
  {
    id: 'hyper-parameters',
    title: { fr: 'Hyperparamètres', en: 'Hyper-parameters' },
    lesson: 'guide/tuning',
  },
  {
    id: 'search-methods',
    title: {
      fr: 'Recherche manuelle, en grille, aléatoire, bayésienne, du grossier au fin',
      en: 'Manual, grid, random, Bayesian, coarse-to-fine search',
    },
    lesson: 'guide/tuning',
  },
  {
    id: 'architecture-search',
    title: { fr: 'Recherche d’architecture, AutoML', en: 'Architecture search, AutoML' },
    lesson: 'guide/tuning',
  },
  {
    id: 'reproducibility',
    title: { fr: 'Reproductibilité et graines', en: 'Reproducibility and seeds' },
    lesson: 'guide/good-practice',
  },
  {
    id: 'one-change',
    title: {
      fr: 'Une chose à la fois, valeurs de départ',
      en: 'One change at a time, starting values',
    },
    lesson: 'guide/good-practice',
  },
  {
    id: 'experiment-tracking',
    title: {
      fr: 'Suivi des expériences et documentation',
      en: 'Tracking and documenting experiments',
    },
    lesson: 'guide/good-practice',
  },
  {
    id: 'project-checklist',
    title: { fr: 'Liste de démarrage d’un projet', en: 'Checklist to start a project' },
    lesson: 'guide/checklist',
  },
  {
    id: 'ethics-regulation',
    title: {
      fr: 'Éthique et réglementation : RGPD, biais',
      en: 'Ethics and regulation: GDPR, bias',
    },
    lesson: 'guide/checklist',
  },
  {
    id: 'learning-resources',
    title: {
      fr: 'Cours, livres, documentations, communautés',
      en: 'Courses, books, documentation, communities',
    },
    lesson: 'guide/resources',
  },
  {
    id: 'practice-places',
    title: { fr: 'Kaggle, défis, projets personnels', en: 'Kaggle, challenges, personal projects' },
    lesson: 'guide/resources',
  },
  {
    id: 'staying-current',
    title: { fr: 'Veille : articles, blogs, groupes', en: 'Keeping up: papers, blogs, groups' },
    lesson: 'guide/resources',
  },
]);

/** The track « Guide pédagogique ». */
import { defineTrack } from '../src/format/define.ts';

export const guide = defineTrack({
  id: 'guide',
  title: { fr: 'Guide pédagogique', en: 'Guide for newcomers' },
  summary: {
    fr: 'Pour qui découvre l’IA : ce qu’elle est, où elle sert, avec quels outils, un premier modèle écrit de deux façons, et comment mener un projet.',
    en: 'For newcomers to AI: what it is, where it is used, with which tools, a first model written in two ways, and how to lead a project.',
  },
  audience: [{ fr: 'Toute personne qui découvre l’IA.', en: 'Anybody new to AI.' }],
  prerequisites: [
    {
      fr: 'Aucun pour les premières leçons ; savoir programmer un peu pour le premier modèle.',
      en: 'None for the first lessons; a little programming for the first model.',
    },
  ],
  objectives: [
    {
      fr: 'Distinguer IA, apprentissage automatique et apprentissage profond.',
      en: 'Tell AI, machine learning and deep learning apart.',
    },
    {
      fr: 'Reconnaître le type d’apprentissage qui convient à un problème.',
      en: 'Recognise the kind of learning that suits a problem.',
    },
    {
      fr: 'Connaître les usages, leurs bénéfices et leurs risques.',
      en: 'Know the uses, their benefits and their risks.',
    },
    {
      fr: 'Installer ses outils et entraîner un premier modèle de deux façons.',
      en: 'Set up the tools and train a first model in two ways.',
    },
    {
      fr: 'Éviter le surapprentissage, régler un modèle, mener un projet.',
      en: 'Avoid overfitting, tune a model, lead a project.',
    },
  ],
  assessment: {
    fr: 'Un premier modèle entraîné, et la liste de démarrage remplie pour un projet à soi.',
    en: 'A first model trained, and the checklist filled in for a project of one’s own.',
  },
  hours: 9,
  pace: { fr: '1 h par jour, 9 jours.', en: '1 h a day, 9 days.' },
  stages: [
    {
      id: 'what',
      title: { fr: 'Ce qu’est l’IA', en: 'What AI is' },
      aim: { fr: 'Les mots et les idées.', en: 'The words and the ideas.' },
      minutes: 80,
      concepts: [
        'ai-ml-dl',
        'ai-history',
        'ai-stakes',
        'supervised-learning',
        'unsupervised-learning',
        'reinforcement-idea',
      ],
      steps: [
        { kind: 'lesson', lesson: 'guide/what-is-ai' },
        { kind: 'lesson', lesson: 'guide/kinds-of-learning' },
      ],
      milestone: {
        fr: 'Savoir dire quel type d’apprentissage convient à trois problèmes.',
        en: 'Being able to say which kind of learning suits three problems.',
      },
    },
    {
      id: 'uses',
      title: { fr: 'Où elle sert', en: 'Where it is used' },
      aim: {
        fr: 'Bénéfices et risques, domaine par domaine.',
        en: 'Benefits and risks, field by field.',
      },
      minutes: 40,
      concepts: [
        'use-health',
        'use-finance',
        'use-industry',
        'use-vision',
        'use-language',
        'use-others',
      ],
      steps: [{ kind: 'lesson', lesson: 'guide/uses' }],
      milestone: {
        fr: 'Un usage étudié, avec ses risques.',
        en: 'One use studied, with its risks.',
      },
    },
    {
      id: 'tools',
      title: { fr: 'Les outils', en: 'The tools' },
      aim: { fr: 'Comparer, choisir, installer.', en: 'Compare, choose, set up.' },
      minutes: 80,
      concepts: [
        'tensorflow',
        'pytorch',
        'frameworks-compared',
        'setting-up',
        'virtual-environments',
      ],
      steps: [
        { kind: 'lesson', lesson: 'guide/tools' },
        { kind: 'lesson', lesson: 'guide/setup' },
      ],
      milestone: { fr: 'Un environnement qui marche.', en: 'An environment that works.' },
    },
    {
      id: 'first',
      title: { fr: 'Un premier modèle', en: 'A first model' },
      aim: {
        fr: 'MNIST, à la manière de Keras puis de PyTorch.',
        en: 'MNIST, in the manner of Keras, then of PyTorch.',
      },
      minutes: 180,
      concepts: ['first-model', 'mnist', 'two-manners'],
      steps: [
        { kind: 'lesson', lesson: 'guide/first-model' },
        { kind: 'lesson', lesson: 'networks/mnist' },
        { kind: 'lesson', lesson: 'networks/two-manners' },
        {
          kind: 'project',
          id: 'variations',
          title: { fr: 'Variations', en: 'Variations' },
          what: {
            fr: 'Changer l’architecture, le nombre d’époques, puis essayer Fashion-MNIST.',
            en: 'Change the architecture, the number of epochs, then try Fashion-MNIST.',
          },
          minutes: 60,
          where: ['guide/first-model'],
        },
      ],
      milestone: {
        fr: 'Un modèle qui lit 97 % des chiffres.',
        en: 'A model that reads 97% of the digits.',
      },
    },
    {
      id: 'practice',
      title: { fr: 'Bien faire', en: 'Doing it well' },
      aim: {
        fr: 'Surapprentissage, réglage, bonnes pratiques.',
        en: 'Overfitting, tuning, good practice.',
      },
      minutes: 120,
      concepts: [
        'overfitting-remedies',
        'data-augmentation',
        'data-cleaning-idea',
        'hyper-parameters',
        'search-methods',
        'architecture-search',
        'reproducibility',
        'one-change',
        'experiment-tracking',
      ],
      steps: [
        { kind: 'lesson', lesson: 'guide/overfitting-guide' },
        { kind: 'lesson', lesson: 'guide/tuning' },
        { kind: 'lesson', lesson: 'guide/good-practice' },
      ],
      milestone: {
        fr: 'Un modèle amélioré, chaque essai noté.',
        en: 'A model improved, each trial noted.',
      },
    },
    {
      id: 'onwards',
      title: { fr: 'Mener un projet, aller plus loin', en: 'Leading a project, going further' },
      aim: {
        fr: 'La liste de démarrage et les ressources.',
        en: 'The checklist and the resources.',
      },
      minutes: 80,
      concepts: [
        'project-checklist',
        'ethics-regulation',
        'learning-resources',
        'practice-places',
        'staying-current',
      ],
      steps: [
        { kind: 'lesson', lesson: 'guide/checklist' },
        { kind: 'lesson', lesson: 'guide/resources' },
      ],
      milestone: {
        fr: 'La liste remplie pour un projet à soi.',
        en: 'The checklist filled in for a project of one’s own.',
      },
    },
  ],
  resources: [
    {
      title: 'Objectif IA',
      authors: 'OpenClassrooms, Institut Montaigne',
      url: 'https://openclassrooms.com/fr/courses/6417031-objectif-ia-initiez-vous-a-lintelligence-artificielle',
      lang: 'fr',
      note: { fr: 'Initiation pour tous.', en: 'An introduction for all.' },
    },
    {
      title: 'Elements of AI',
      authors: 'Université de Helsinki',
      url: 'https://www.elementsofai.fr/',
      lang: 'fr',
      note: { fr: 'Les bases, presque sans code.', en: 'The bases, nearly without code.' },
    },
    {
      title: 'Machine Learning Specialization; Deep Learning Specialization',
      authors: 'A. Ng',
      url: 'https://www.deeplearning.ai/courses/',
      lang: 'en',
      note: {
        fr: 'Les cours en ligne les plus suivis.',
        en: 'The online courses with the most students.',
      },
    },
    {
      title: 'Deep Learning with Python',
      authors: 'F. Chollet, M. Watson',
      url: 'https://deeplearningwithpython.io/',
      lang: 'en',
      note: {
        fr: 'Par le créateur de Keras ; l’édition française s’intitule « L’apprentissage profond avec Python ».',
        en: 'By the creator of Keras.',
      },
    },
    {
      title: 'Hands-On Machine Learning',
      authors: 'A. Géron',
      url: 'https://github.com/ageron/handson-ml3',
      lang: 'en',
      note: {
        fr: 'Un large tour, plein d’exemples ; existe en français.',
        en: 'A wide tour, full of examples; exists in French.',
      },
    },
    {
      title: 'Deep Learning',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      url: 'https://www.deeplearningbook.org/',
      lang: 'en',
      note: { fr: 'L’ouvrage de référence sur la théorie.', en: 'The reference work on theory.' },
    },
    {
      title: 'Machine Learning with PyTorch and Scikit-Learn',
      authors: 'S. Raschka et al.',
      url: 'https://sebastianraschka.com/books/',
      lang: 'en',
      note: { fr: 'Les algorithmes et leur code.', en: 'The algorithms and their code.' },
    },
    {
      title: 'TensorFlow',
      authors: 'Google',
      url: 'https://www.tensorflow.org/tutorials',
      lang: 'en',
      note: { fr: 'Tutoriels officiels.', en: 'Official tutorials.' },
    },
    {
      title: 'PyTorch',
      authors: 'PyTorch Foundation',
      url: 'https://pytorch.org/tutorials/',
      lang: 'en',
      note: {
        fr: 'Tutoriels et recettes officiels ; forum discuss.pytorch.org.',
        en: 'Official tutorials and recipes; forum discuss.pytorch.org.',
      },
    },
    {
      title: 'scikit-learn',
      authors: 'scikit-learn',
      url: 'https://scikit-learn.org/stable/user_guide.html',
      lang: 'en',
      note: {
        fr: 'Un guide exemplaire de l’apprentissage classique.',
        en: 'An exemplary guide to classical learning.',
      },
    },
    {
      title: 'Kaggle',
      authors: 'Kaggle',
      url: 'https://www.kaggle.com/learn',
      lang: 'en',
      note: {
        fr: 'Cours courts, données, carnets, concours.',
        en: 'Short courses, data, notebooks, competitions.',
      },
    },
    {
      title: 'DrivenData',
      authors: 'DrivenData',
      url: 'https://www.drivendata.org/',
      lang: 'en',
      note: { fr: 'Des défis d’intérêt général.', en: 'Challenges in the public interest.' },
    },
  ],
});

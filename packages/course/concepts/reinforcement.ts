/** Concepts of the layer `reinforcement`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const reinforcement = defineConcepts([
  {
    id: 'mdp',
    title: { fr: 'Processus de décision markoviens', en: 'Markov decision processes' },
    lesson: 'reinforcement/mdp',
  },
  {
    id: 'value-functions',
    title: { fr: 'Récompenses et fonctions de valeur', en: 'Rewards and value functions' },
    lesson: 'reinforcement/values',
  },
  {
    id: 'q-learning',
    title: { fr: 'Q-learning', en: 'Q-learning' },
    lesson: 'reinforcement/q-learning',
  },
  {
    id: 'dqn',
    title: { fr: 'DQN et ses variantes', en: 'DQN and its variants' },
    lesson: 'reinforcement/dqn',
  },
  {
    id: 'replay-memory',
    title: { fr: 'Mémoire de rejeu', en: 'Experience replay' },
    lesson: 'reinforcement/dqn',
  },
  {
    id: 'exploration',
    title: { fr: 'Stratégies d’exploration', en: 'Exploration strategies' },
    lesson: 'reinforcement/exploration',
  },
  {
    id: 'policy-gradients',
    title: { fr: 'Gradients de politique', en: 'Policy gradients' },
    lesson: 'reinforcement/policy-gradient',
  },
  {
    id: 'actor-critic',
    title: { fr: 'Acteur-critique : A2C, A3C', en: 'Actor–critic: A2C, A3C' },
    lesson: 'reinforcement/actor-critic',
  },
  { id: 'ppo', title: { fr: 'PPO', en: 'PPO' }, lesson: 'reinforcement/ppo' },
  { id: 'sac', title: { fr: 'SAC', en: 'SAC' }, lesson: 'reinforcement/sac' },
]);

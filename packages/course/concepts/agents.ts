/** Concepts of the layer `agents`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const agents = defineConcepts([
  {
    id: 'tool-use',
    title: { fr: 'Outils, API et appels de fonctions', en: 'Tools, APIs and function calling' },
    lesson: 'agents/tools',
  },
  {
    id: 'planning',
    title: { fr: 'Planification et raisonnement', en: 'Planning and reasoning' },
    lesson: 'agents/planning',
  },
  {
    id: 'thought-chains',
    title: { fr: 'Chaînes et arbres de pensée', en: 'Chains and trees of thought' },
    lesson: 'agents/thought',
  },
  { id: 'react', title: { fr: 'ReAct', en: 'ReAct' }, lesson: 'agents/react' },
  {
    id: 'agent-memory',
    title: { fr: 'Mémoire à court et à long terme', en: 'Short- and long-term memory' },
    lesson: 'agents/memory',
  },
  {
    id: 'rag',
    title: { fr: 'Génération augmentée par la recherche', en: 'Retrieval-augmented generation' },
    lesson: 'agents/rag',
  },
  {
    id: 'autonomous-agents',
    title: { fr: 'Agents autonomes : AutoGPT, BabyAGI', en: 'Autonomous agents: AutoGPT, BabyAGI' },
    lesson: 'agents/autonomous',
  },
  {
    id: 'multi-agent',
    title: {
      fr: 'Coordination de plusieurs agents : LangChain, LlamaIndex, CrewAI',
      en: 'Coordination of several agents: LangChain, LlamaIndex, CrewAI',
    },
    lesson: 'agents/multi-agent',
  },
  {
    id: 'feedback-loops',
    title: { fr: 'Boucles de rétroaction', en: 'Feedback loops' },
    lesson: 'agents/feedback',
  },
  {
    id: 'alignment-safety',
    title: { fr: 'Alignement et sécurité', en: 'Alignment and safety' },
    lesson: 'agents/safety',
  },
  {
    id: 'agent-evaluation',
    title: { fr: 'Évaluation des agents', en: 'Evaluation of agents' },
    lesson: 'agents/evaluation',
  },
]);

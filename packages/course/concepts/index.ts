/** All concepts of the map. */
import type { Concept } from '../src/format/define.ts';
import { agents } from './agents.ts';
import { classical } from './classical.ts';
import { frontier } from './frontier.ts';
import { generative } from './generative.ts';
import { guide } from './guide.ts';
import { language } from './language.ts';
import { maths } from './maths.ts';
import { models } from './models.ts';
import { networks } from './networks.ts';
import { reinforcement } from './reinforcement.ts';
import { sequences } from './sequences.ts';
import { tables } from './tables.ts';
import { vision } from './vision.ts';

export const concepts: readonly Concept[] = [
  ...maths,
  ...models,
  ...networks,
  ...guide,
  ...tables,
  ...classical,
  ...vision,
  ...sequences,
  ...language,
  ...generative,
  ...reinforcement,
  ...agents,
  ...frontier,
];

/** `limpide learn models`: which models there are, and the parameters of one. */

import { cliErrors } from '../../errors/catalog/cli.ts';
import type { Sentence } from '../../errors/index.ts';
import { raise, UsageError } from '../../errors/index.ts';
import { estimatorClass, estimatorNames, type Kind, show } from '../../learn/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, say, usageOf } from '../command.ts';
import type { Output } from '../output.ts';
import { callName, modelNamed, settingsOf } from './learn-model.ts';

export const learnModels: Command = {
  name: 'learn models',
  summary: {
    en: 'List the models, or the parameters of one',
    fr: 'Donner la liste des modèles, ou des paramètres de l’un d’eux',
  },
  usage: { en: '[model]', fr: '[modèle]' },
  options: {},
  examples: [
    ['limpide learn models', { en: 'all of them', fr: 'tous' }],
    [
      'limpide learn models randomForest',
      { en: 'its parameters, with their ranges', fr: 'ses paramètres, avec leurs domaines' },
    ],
  ],
  run,
};

const kinds: Readonly<Record<Kind, Sentence>> = {
  classifier: { en: 'Classes', fr: 'Des classes' },
  regressor: { en: 'Numbers', fr: 'Des nombres' },
  clusterer: { en: 'Groups (no target)', fr: 'Des groupes (sans cible)' },
  outlierDetector: { en: 'Outliers (no target)', fr: 'Des exceptions (sans cible)' },
  density: { en: 'Densities (no target)', fr: 'Des densités (sans cible)' },
  neighbors: { en: 'Neighbours', fr: 'Des voisins' },
  transformer: {
    en: 'Transformations (for pipelines, in the library)',
    fr: 'Des transformations (pour les pipelines, dans la bibliothèque)',
  },
};

async function run(args: Arguments, out: Output): Promise<number> {
  const [name, extra] = args.positionals;
  if (extra !== undefined)
    raise(UsageError, cliErrors, 'cli.extra', { got: extra, usage: usageOf(learnModels) });
  if (name !== undefined) return showOne(name, out);
  const all = estimatorNames().map((own) => new (estimatorClass(own))().spec);
  for (const kind of Object.keys(kinds) as Kind[]) {
    const some = all.filter((spec) => spec.kind === kind);
    for (const { name: own, params, tags } of some) {
      out.object({
        type: 'model',
        name: own,
        call: callName(own),
        kind,
        tags: tags ?? {},
        params: Object.keys(params),
      });
    }
    if (some.length === 0) continue;
    out.text(out.style.bold(say(kinds[kind])));
    for (const line of wrap(
      some.map((spec) => callName(spec.name)),
      out.columns - 4,
    ))
      out.text(`  ${line}`);
    out.text();
  }
  out.text(
    out.style.dim(
      say({
        en: 'Parameters of one: limpide learn models <model>. Short names: linear, logistic, knn, tree, forest, boosting, svm, linearSvm, naiveBayes, lda, qda.',
        fr: 'Paramètres de l’un d’eux : limpide learn models <modèle>. Noms courts : linear, logistic, knn, tree, forest, boosting, svm, linearSvm, naiveBayes, lda, qda.',
      }),
    ),
  );
  return 0;
}

/** Both classes where a name stands for a classifier and a regressor. */
function showOne(name: string, out: Output): number {
  const names = new Set([modelNamed(name, 'classification'), modelNamed(name, 'regression')]);
  for (const own of names) {
    const { spec } = new (estimatorClass(own))();
    const params = settingsOf(spec).map(([key, param]) => ({
      name: key,
      default: param.default === undefined ? null : show(param.default),
      expected: param.expected,
      settable: param.parse !== undefined,
    }));
    out.object({ type: 'model', name: own, kind: spec.kind, tags: spec.tags ?? {}, params });
    out.text(`${out.style.bold(own)}  ${out.style.dim(say(kinds[spec.kind]))}`);
    const width = Math.max(0, ...params.map((param) => param.name.length));
    for (const { name: key, default: initial, expected, settable } of params) {
      const mark = settable
        ? ''
        : say({ en: '  (library only)', fr: '  (bibliothèque seulement)' });
      out.text(
        `  ${out.style.accent(key.padEnd(width))}  ${initial ?? 'undefined'}  ${out.style.dim(expected + mark)}`,
      );
    }
    out.text();
  }
  return 0;
}

/** Words in lines of at most `width` characters. */
function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + word.length + 2 > width) {
      lines.push(line);
      line = '';
    }
    line += (line === '' ? '' : ', ') + word;
  }
  return [...lines, line];
}

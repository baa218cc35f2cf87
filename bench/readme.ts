/**
 * npm run bench -- readme: writes the tables of README.md and README.fr.md from the last whole runs
 * (results/latest.json and results/learn.json), so that no figure is copied by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { learnWorks } from './learn/works.ts';
import { allWorks } from './works.ts';

const folder = import.meta.dirname;

interface Measured {
  readonly peer: string;
  readonly threads: number;
  readonly settings: string;
  readonly seconds_median: number;
  readonly value: number;
}
interface Report<Row> {
  readonly date: string;
  readonly machine: { readonly cpu?: string; readonly cores: number };
  readonly node: string;
  readonly quick: boolean;
  readonly rows: readonly (Row & { readonly work: string; readonly title: string })[];
}
interface EngineRow {
  readonly unit: string;
  readonly target: number | null;
  readonly limit: number | null;
  readonly measures: readonly Measured[];
}
interface LearnRow {
  readonly target?: number;
  readonly measures: readonly Omit<Measured, 'value'>[];
}

/** French titles, by row; formulas and names of estimators are the same in both languages. */
const french: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [64, 128, 256, 512, 1024, 2048].map((n) => [`matmul-${n}`, `produit de matrices ${n}`]),
  ),
  'mnist-sliced': 'MNIST 784-128-10, une époque, tenseurs découpés',
  'mnist-plain': 'MNIST 784-128-10, une époque, tenseurs découpés, pas non compilé',
  'mnist-loader': 'MNIST 784-128-10, une époque, DataLoader',
  'lenet-train': 'LeNet, entraînement, lots de 64',
  'lenet-infer': 'LeNet, inférence, lots de 64',
  'sum-1e6': 'somme, 10⁶',
  'sum-1e7': 'somme, 10⁷',
  layernorm: 'normalisation de couche 4096×512',
  'gpt-block': 'bloc GPT, aller et retour',
  process: 'processus entier jusqu’au premier résultat',
  kmeans: 'KMeans, k = 10, même départ, MNIST 10 000×784',
  'pca-auto': 'PCA(50), méthode automatique, mêmes données',
  'pca-full': 'PCA(50), toutes les valeurs singulières, mêmes données',
  forest: 'RandomForest, 100 arbres, mêmes données',
  logistic: 'LogisticRegression, lbfgs, 100 itérations, mêmes données',
  svc: 'SVC, rbf, digits, 1 347 lignes',
  dbscan: 'DBSCAN, 10 000×2',
  histgb: 'HistGradientBoosting, 40 000×20',
  tsne: 't-SNE, 2 000×50, 1 000 itérations',
  'knn-brute': 'KNN, sans arbre, 1 000 questions à 10 000×784',
  'knn-tree': 'KNN, arbre k-d, 10 000 questions à 50 000×3, construction comprise',
  ridge: 'Ridge, 20 000×100',
  lasso: 'Lasso, 20 000×100',
  elastic: 'ElasticNet, 20 000×100',
  tfidf: 'TfidfVectorizer, 4 000 textes de 120 mots',
};

type Language = 'en' | 'fr';

function amount(value: number | undefined, language: Language): string {
  if (value === undefined) return '–';
  const places = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toLocaleString(language, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
}

/** Seconds in the unit that reads best. */
function time(seconds: number | undefined, language: Language): string {
  if (seconds === undefined) return '–';
  return seconds < 1 ? `${amount(seconds * 1e3, language)} ms` : `${amount(seconds, language)} s`;
}

function times(ratio: number | undefined, language: Language): string {
  if (ratio === undefined) return '–';
  const text = ratio.toLocaleString(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `${text} ×`;
}

const best = <M extends { readonly seconds_median: number }>(found: readonly M[]): M | undefined =>
  [...found].sort((a, b) => a.seconds_median - b.seconds_median)[0];

const ratioOf = (
  ours: { readonly seconds_median: number } | undefined,
  theirs: { readonly seconds_median: number } | undefined,
): number | undefined => (ours && theirs ? theirs.seconds_median / ours.seconds_median : undefined);

function table(rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${'---|'.repeat(rows[0]!.length)}`, ...body].join('\n');
}

function engineTable(report: Report<EngineRow>, language: Language): string {
  const fr = language === 'fr';
  const head = fr
    ? 'travail|unité|Limpide, 1 fil|PyTorch, 1 fil|rapport|Limpide, 2 fils|PyTorch, ≤ 2 fils|rapport'
    : 'work|unit|Limpide, 1 thread|PyTorch, 1 thread|ratio|Limpide, 2 threads|PyTorch, ≤ 2 threads|ratio';
  const body = report.rows
    .filter((row) => row.limit === null) // what no peer does stands in the text
    .map((row) => [
      fr ? (french[row.work] ?? row.title) : row.title,
      row.unit,
      ...[1, 2].flatMap((threads) => {
        const of = (peer: string): Measured | undefined =>
          best(row.measures.filter((m) => m.peer === peer && m.threads <= threads));
        const [ours, theirs] = [
          row.measures.find((m) => m.peer === 'Limpide' && m.threads === threads),
          of('PyTorch'),
        ];
        const shown = ours ? [ours, theirs] : [undefined, undefined];
        return [
          ...shown.map((m) => amount(m?.value, language)),
          times(ratioOf(ours, theirs), language),
        ];
      }),
    ]);
  return table([head.split('|'), ...body]);
}

function learnTable(report: Report<LearnRow>, language: Language): string {
  const fr = language === 'fr';
  const head = fr
    ? ['travail', 'Limpide', 'scikit-learn', 'rapport']
    : ['work', 'Limpide', 'scikit-learn', 'ratio'];
  const body = report.rows.map((row) => {
    const of = (peer: string) => best(row.measures.filter((m) => m.peer === peer));
    const [ours, theirs] = [of('Limpide'), of('scikit-learn')];
    return [
      fr ? (french[row.work] ?? row.title) : row.title,
      time(ours?.seconds_median, language),
      time(theirs?.seconds_median, language),
      times(ratioOf(ours, theirs), language),
    ];
  });
  return table([head, ...body]);
}

/** Reads a run; one that is partial or `--quick` is no table for a README. */
function whole<Row>(file: string, ids: readonly string[], command: string): Report<Row> {
  let report: Report<Row>;
  try {
    report = JSON.parse(readFileSync(path.join(folder, 'results', file), 'utf8')) as Report<Row>;
  } catch (error) {
    throw new Error(`bench/results/${file} cannot be read: run ${command} first.`, {
      cause: error,
    });
  }
  const missing = ids.filter((id) => !report.rows.some((row) => row.work === id));
  if (report.quick || missing.length > 0) {
    const what = report.quick ? 'a --quick run' : `without ${missing.join(', ')}`;
    throw new Error(`bench/results/${file} is ${what}: run ${command} first.`);
  }
  return report;
}

function where(report: Report<unknown>, language: Language): string {
  const fr = language === 'fr';
  const day = new Date(report.date).toLocaleDateString(fr ? 'fr' : 'en-GB', { dateStyle: 'long' });
  const { cpu, cores } = report.machine;
  return `${day}, ${cpu ?? '?'}, ${cores} ${fr ? 'cœurs' : 'cores'}, Node ${report.node}`;
}

function replaceBetween(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`a README lacks ${begin} … ${end}.`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

/** Writes both tables into both READMEs. */
export function writeTables(): Promise<void> {
  const engine = whole<EngineRow>(
    'latest.json',
    allWorks.map((w) => w.id),
    'npm run bench -- --only limpide,pytorch',
  );
  const learn = whole<LearnRow>(
    'learn.json',
    learnWorks.map((w) => w.id),
    'npm run bench -- learn',
  );
  for (const [language, name] of [
    ['en', 'README.md'],
    ['fr', 'README.fr.md'],
  ] as const) {
    const file = path.join(folder, '..', name);
    const told = (report: Report<unknown>): string =>
      language === 'fr' ? `Mesuré : ${where(report, 'fr')}.` : `Measured: ${where(report, 'en')}.`;
    let text = readFileSync(file, 'utf8');
    text = replaceBetween(text, 'bench', `${told(engine)}\n\n${engineTable(engine, language)}`);
    text = replaceBetween(text, 'bench-learn', `${told(learn)}\n\n${learnTable(learn, language)}`);
    writeFileSync(file, text);
  }
  process.stderr.write('written: README.md, README.fr.md\n');
  return Promise.resolve();
}

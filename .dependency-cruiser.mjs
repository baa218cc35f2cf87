// The layers of the library, as rules: a folder of packages/limpide/src imports only from folders
// that stand earlier in this list. Folders inside one pair of brackets stand side by side and do
// not import each other.
const layers = [
  ['errors'],
  ['graph'],
  ['ops'],
  ['compile'],
  ['devices'],
  ['tensor'],
  ['linalg'],
  ['stats'],
  ['files'],
  ['data'],
  ['nn'],
  ['optim'],
  ['train'],
  ['learn'],
  ['text', 'vision', 'audio', 'generative', 'rl', 'agents'],
  ['tune', 'track', 'serve'],
  ['cli'],
];

const src = '^packages/limpide/src/';
const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'];
const known = layers.flat().join('|');

const order = layers.flatMap((floor, height) =>
  floor.map((folder) => {
    const allowed = [...layers.slice(0, height).flat(), folder].join('|');
    return {
      name: `layer-${folder}`,
      comment: `${folder}/ imports only from: ${layers.slice(0, height).flat().join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: `${src}${folder}/` },
      to: {
        path: src,
        // The command line stands on top of everything, the root's index.ts included.
        pathNot: [`${src}(${allowed})/`, ...(folder === 'cli' ? [`${src}[^/]+\\.ts$`] : [])],
      },
    };
  }),
);

const course = '^packages/course/src/';

export default {
  forbidden: [
    {
      name: 'library-without-course',
      comment: 'The library does not know the course.',
      severity: 'error',
      from: { path: src },
      to: { path: '^packages/(course|studio)/' },
    },
    {
      name: 'course-core-runs-anywhere',
      comment: 'The runner of checks has no Node in it: the same runs in a page.',
      severity: 'error',
      from: {
        path: `${course}checker/`,
        pathNot: `${course}checker/(node/|check-source\\.ts)`,
      },
      to: { dependencyTypes: ['core'] },
    },
    ...order,
    {
      name: 'known-folder',
      comment:
        'A new folder of packages/limpide/src gets its place in .dependency-cruiser.mjs first.',
      severity: 'error',
      from: { path: src },
      to: { path: src, pathNot: [`${src}(${known})/`, `${src}[^/]+\\.ts$`] },
    },
    {
      name: 'only-index-at-the-root',
      comment: 'Only index.ts stands at the root of packages/limpide/src; the rest has a folder.',
      severity: 'error',
      from: { path: `${src}[^/]+\\.ts$`, pathNot: `${src}index\\.ts$` },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'Types count too: a cycle of types is two modules that cannot be read one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dependency',
      comment: 'The library has no runtime dependency, but for the CSV parser that data/ loads.',
      severity: 'error',
      from: { path: src, pathNot: `${src}(data|learn/tables)/` },
      to: { dependencyTypes: npm },
    },
    {
      name: 'no-dependency-tables',
      comment: 'learn/tables/ loads the optional packages for tables and nothing else.',
      severity: 'error',
      from: { path: `${src}learn/tables/` },
      to: { dependencyTypes: npm, pathNot: 'node_modules/(arquero|hyparquet)/' },
    },
    {
      name: 'no-dependency-data',
      comment: 'data/ loads csv-parse and nothing else.',
      severity: 'error',
      from: { path: `${src}data/` },
      to: { dependencyTypes: npm, pathNot: 'node_modules/csv-parse/' },
    },
    {
      name: 'not-to-tests',
      comment: 'Sources do not import tests, benches or scripts.',
      severity: 'error',
      from: { path: src },
      to: { path: '^(packages/[^/]+/test|bench|scripts|examples)/' },
    },
    {
      name: 'unresolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: { path: src },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['limpide-source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};

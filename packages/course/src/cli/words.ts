/** What the commands say, in both languages. */
import type { Bilingual, Lang } from '../format/ids.ts';

export const words = {
  badLang: { fr: '--lang attend fr ou en.', en: '--lang wants fr or en.' },
  unknownCommand: {
    fr: 'Commande inconnue : « {name} ». Commandes : exercises, check, watch, course.',
    en: 'Unknown command "{name}". Commands: exercises, check, watch, course.',
  },
  needsExercise: {
    fr: 'Quel exercice ? Par exemple : {run} check maths/dot-product/dot. La liste : {run} exercises',
    en: 'Which exercise? For example: {run} check maths/dot-product/dot. The list: {run} exercises',
  },
  oneExercise: {
    fr: 'Un seul exercice à la fois.',
    en: 'One exercise at a time.',
  },
  nearExercise: {
    fr: 'Exercice inconnu : « {name} ». Vouliez-vous dire {near} ? La liste : {run} exercises',
    en: 'Unknown exercise "{name}". Did you mean {near}? The list: {run} exercises',
  },
  isLesson: {
    fr: '« {name} » est une leçon. Ses exercices : {list}.',
    en: '"{name}" is a lesson. Its exercises: {list}.',
  },
  standing: {
    fr: '{done} exercice(s) résolu(s) sur {of}.',
    en: '{done} exercise(s) solved of {of}.',
  },
  goOn: {
    fr: 'La suite : {run} watch {name}, ou {run} check {name}',
    en: 'Next: {run} watch {name}, or {run} check {name}',
  },
  checking: { fr: 'Vérification de {name}…', en: 'Checking {name}…' },
  unknownExercise: {
    fr: 'Exercice inconnu : « {name} ». La liste : {run} exercises',
    en: 'Unknown exercise "{name}". The list: {run} exercises',
  },
  ambiguous: {
    fr: 'Plusieurs exercices s’appellent « {name} » : {list}.',
    en: 'Several exercises are called "{name}": {list}.',
  },
  unknownLesson: { fr: 'Leçon inconnue : « {name} ».', en: 'Unknown lesson "{name}".' },
  unknownCourse: {
    fr: 'limpide course attend check, show ou engine.',
    en: 'limpide course wants check, show or engine.',
  },
  file: { fr: 'Votre fichier : {file}', en: 'Your file: {file}' },
  registered: {
    fr: 'Dans votre moteur : {names}.',
    en: 'In your engine: {names}.',
  },
  keys: {
    fr: '[i] indice  [s] solution  [n] suivant  [r] vérifier  [q] quitter',
    en: '[i] hint  [s] solution  [n] next  [r] check  [q] quit',
  },
  noHints: {
    fr: 'Il n’y a plus d’indice pour cette tâche.',
    en: 'There are no more hints for this task.',
  },
  hint: {
    fr: 'Indice {number} sur {of} ({task}) : {level}',
    en: 'Hint {number} of {of} ({task}): {level}',
  },
  levels: [
    { fr: 'un coup de pouce', en: 'a nudge' },
    { fr: 'la méthode', en: 'the method' },
    { fr: 'presque le code', en: 'almost the code' },
  ],
  how: {
    alone: { fr: 'sans aide', en: 'without help' },
    hints: { fr: 'avec des indices', en: 'with hints' },
    'after-solution': { fr: 'après avoir vu la solution', en: 'after seeing the solution' },
  },
  solutionAsk: {
    fr: 'Encore un essai ? Une fois la solution vue, l’exercice sera marqué « après avoir vu la solution ». [s] à nouveau : la montrer.',
    en: 'One more try? Once the solution has been seen, the exercise will be marked "after seeing the solution". [s] again: show it.',
  },
  lastOne: {
    fr: 'C’était le dernier exercice.',
    en: 'That was the last exercise.',
  },
  solution: { fr: 'La solution de référence', en: 'The reference solution' },
  notTerminal: {
    fr: 'limpide watch a besoin d’un terminal. Sans terminal : {run} check {name}',
    en: 'limpide watch needs a terminal. Without one: {run} check {name}',
  },
  allDone: { fr: 'Tous les exercices sont faits.', en: 'All exercises are done.' },
  contentGood: {
    fr: '{lessons} leçon(s), {exercises} exercice(s) : rien à reprendre ({seconds} s).',
    en: '{lessons} lesson(s), {exercises} exercise(s): nothing to repair ({seconds} s).',
  },
  contentBad: { fr: '{count} problème(s).', en: '{count} problem(s).' },
  badGates: {
    fr: '--gates attend un nombre de graines, de 1 à 1000.',
    en: '--gates wants a number of seeds, from 1 to 1000.',
  },
  gate: {
    fr: '{exercise} · {gate} : {passed}/{seeds} graines, la pire à {worst}, il faut {wanted} ({seconds} s)',
    en: '{exercise} · {gate}: {passed}/{seeds} seeds, the worst at {worst}, {wanted} is needed ({seconds} s)',
  },
  gateMisses: {
    fr: 'le seuil {wanted} n’est pas atteint avec les graines {misses} (la pire donne {worst})',
    en: 'the gate {wanted} does not hold with the seeds {misses} (the worst gives {worst})',
  },
  gatesGood: {
    fr: '{count} seuil(s) d’entraînement : chacun tient avec {seeds} graines ({seconds} s).',
    en: '{count} training gate(s): each holds with {seeds} seeds ({seconds} s).',
  },
  snippetsGood: {
    fr: '{count} extrait(s) de code : {ran} exécutés, {read} lus sans être exécutés ({seconds} s).',
    en: '{count} piece(s) of code: {ran} run, {read} read without being run ({seconds} s).',
  },
  snippetsMissing: {
    fr: 'Lus sans être exécutés, faute de : {list}.',
    en: 'Read without being run, for want of: {list}.',
  },
  noPython: {
    fr: '{count} extrait(s) en Python n’ont été ni lus ni exécutés : « {python} » est introuvable. Installez Python 3 (Debian : apt-get install python3 python3-torch), ou donnez son programme dans LIMPIDE_PYTHON.',
    en: '{count} piece(s) of Python were neither read nor run: "{python}" was not found. Install Python 3 (Debian: apt-get install python3 python3-torch), or name its program in LIMPIDE_PYTHON.',
  },
  wrote: { fr: 'Écrit : {file}', en: 'Written: {file}' },
} as const;

/** How the commands of the course are called: they belong to the repository, not to the package `limpide`. */
const run = 'npm run limpide --';

/** A sentence with its places filled. */
export const say = (
  text: Bilingual,
  lang: Lang,
  details: Readonly<Record<string, string | number>> = {},
): string => {
  const all: Readonly<Record<string, string | number>> = { run, ...details };
  const filled = text[lang].replaceAll(/\{(\w+)\}/g, (place, key: string) =>
    String(all[key] ?? place),
  );
  if (lang === 'en') return filled;
  return filled
    .replaceAll(/ ([;!?])/g, '\u202f$1')
    .replaceAll(/ ([:»])/g, '\u00a0$1')
    .replaceAll('« ', '«\u00a0');
};

const usage: Readonly<Record<string, Bilingual & { readonly line: string }>> = {
  exercises: {
    line: 'exercises',
    fr: 'la liste des exercices, et où vous en êtes',
    en: 'the list of exercises, and where you stand',
  },
  check: {
    line: 'check <exercise>',
    fr: 'vérifie votre fichier, et dit ce qui ne va pas',
    en: 'checks your file, and says what is wrong',
  },
  watch: {
    line: 'watch [exercise]',
    fr: 'vérifie à chaque enregistrement ; une touche pour l’indice, la solution, la suite',
    en: 'checks at each save; one key for a hint, the solution, the next one',
  },
  course: {
    line: 'course check|show|engine [lesson]',
    fr: 'pour qui écrit des leçons : prouver, montrer, écrire lessons/engine.ts',
    en: 'for writers of lessons: prove, show, write lessons/engine.ts',
  },
};

/** The help, of all commands or of one. */
export function help(lang: Lang, name?: string): string {
  const known = Object.entries(usage).filter(([key]) => name === undefined || key === name);
  const rows = known.map(([, row]) => `  ${row.line.padEnd(34)}  ${row[lang]}`);
  const options =
    lang === 'fr'
      ? [
          '  --folder <dossier>  votre dossier (~/limpide-atelier)',
          '  --lang fr|en',
          '  --json              un objet JSON par ligne',
          '  --gates <n>         course check : les seuils d’entraînement, avec n graines (long)',
          '  --snippets          course check : le code Limpide et Python des leçons (long)',
        ]
      : [
          '  --folder <folder>   your folder (~/limpide-atelier)',
          '  --lang fr|en',
          '  --json              one JSON object per line',
          '  --gates <n>         course check: the training gates, with n seeds (long)',
          '  --snippets          course check: the Limpide and Python code of lessons (long)',
        ];
  const head =
    lang === 'fr'
      ? [`Commandes du cours (${run} <commande>) :`, 'Options :']
      : [`Commands of the course (${run} <command>):`, 'Options:'];
  return [head[0], ...rows, '', head[1], ...options].join('\n');
}

/** `limpide predict`: what a trained network answers for one example, drawn beside its probabilities. */
import { cliErrors } from '../../errors/catalog/cli.ts';
import { raise, UsageError } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, figure, percent, say, usageOf } from '../command.ts';
import { bar, drawPicture } from '../draw.ts';
import { pixelsOf } from '../mistakes.ts';
import type { Output } from '../output.ts';
import { likeMnist, readPicture } from '../picture-file.ts';
import { chooseDevice, deviceOptions, type Restored, restore } from '../runs.ts';
import { oneArgument } from './evaluate.ts';

export const predict: Command = {
  name: 'predict',
  summary: {
    en: 'Ask a trained network about one example',
    fr: 'Interroger un réseau entraîné sur un exemple',
  },
  usage: {
    en: '<folder|checkpoint|recipe> (--index <i> | --file <picture>)',
    fr: '<dossier|point de reprise|recette> (--index <i> | --file <image>)',
  },
  options: {
    index: {
      type: 'integer',
      min: 0,
      placeholder: { en: 'i', fr: 'i' },
      help: {
        en: 'an example of the test part, from 0',
        fr: 'un exemple de la partie de test, à partir de 0',
      },
    },
    file: {
      type: 'text',
      placeholder: { en: 'picture', fr: 'image' },
      help: { en: 'a picture of one’s own: PNG or PGM', fr: 'une image à soi : PNG ou PGM' },
    },
    ...deviceOptions,
  },
  examples: [
    [
      'limpide predict mnist-mlp --index 7',
      { en: 'the eighth digit of the test part', fr: 'le huitième chiffre de la partie de test' },
    ],
    [
      'limpide predict runs/mnist-mlp --file five.png',
      { en: 'a digit of one’s own', fr: 'un chiffre à soi' },
    ],
  ],
  run,
};

interface Question {
  readonly input: Tensor;
  /** What it is, where that is known. */
  readonly truth: number | null;
  readonly drawing: readonly string[];
}

async function run(args: Arguments, out: Output): Promise<number> {
  const given = oneArgument(args, predict);
  const [index, file] = [args.number('index'), args.text('file')];
  if (index !== undefined && file !== undefined) {
    raise(UsageError, cliErrors, 'cli.either', { a: '--index', b: '--file' });
  }
  if (index === undefined && file === undefined) {
    raise(UsageError, cliErrors, 'cli.missing', {
      what: '--index | --file',
      usage: usageOf(predict),
    });
  }
  chooseDevice(args);
  const restored = await restore(given);
  const question =
    file === undefined
      ? await fromTest(restored, index!, out)
      : await fromFile(restored, file, out);
  const { classes, trainer, recipe } = restored;
  const row = Array.from(await restored.probabilities(trainer.predict(question.input)).data());
  const guess = row.indexOf(Math.max(...row));
  const { truth } = question;
  out.object({
    type: 'prediction',
    recipe: recipe.name,
    ...(index === undefined ? { file } : { index }),
    answer: classes[guess],
    truth: truth === null ? null : classes[truth],
    probabilities: Object.fromEntries(classes.map((name, c) => [name, row[c]])),
  });
  show(question, row, guess, restored, out);
  return 0;
}

async function fromTest(
  { examples, inputs }: Restored,
  index: number,
  out: Output,
): Promise<Question> {
  const n = examples.inputs.size(0);
  if (index >= n) raise(UsageError, cliErrors, 'cli.index', { last: n - 1, got: index });
  const input = examples.inputs.slice(0, index, index + 1);
  const truth = (await examples.labels.slice(0, index, index + 1).data())[0] ?? null;
  const pixels = await pixelsOf(examples.inputs, index);
  const [, height = 1, width = 1] = examples.inputs.shape;
  const drawing =
    inputs === 'image'
      ? drawPicture({ width, height, pixels }, out.color)
      : [Array.from(pixels, (value) => figure(value, Number.isInteger(value) ? 0 : 1)).join('  ')];
  return { input, truth, drawing };
}

async function fromFile(
  { recipe, inputs }: Restored,
  file: string,
  out: Output,
): Promise<Question> {
  if (inputs !== 'image') {
    raise(UsageError, cliErrors, 'cli.notPictures', { recipe: recipe.name });
  }
  const picture = likeMnist(await readPicture(file));
  const input = tensor(Uint8Array.from(picture.pixels), {
    shape: [1, picture.height, picture.width],
  });
  return { input, truth: null, drawing: drawPicture(picture, out.color) };
}

function show(
  { drawing, truth }: Question,
  row: readonly number[],
  guess: number,
  { classes, inputs }: Restored,
  out: Output,
): void {
  for (const line of drawing) out.text(`  ${line}`);
  out.text();
  const width = Math.max(...classes.map((name) => name.length));
  row.forEach((p, c) => {
    const line = `  ${classes[c]!.padStart(width)} ${bar(p, 30).padEnd(30)} ${percent(p).padStart(7)}`;
    out.text(c === guess ? out.style.accent(out.style.bold(line)) : line);
  });
  out.text();
  const name = out.style.bold(classes[guess]!);
  const answer =
    inputs === 'image'
      ? say({ en: `The network sees: ${name}`, fr: `Le réseau voit : ${name}` })
      : say({ en: `The network answers: ${name}`, fr: `Le réseau répond : ${name}` });
  if (truth === null) out.text(answer);
  else if (truth === guess)
    out.text(`${answer} ${out.style.good(say({ en: '(right)', fr: '(juste)' }))}`);
  else {
    const wrong = say({ en: `(it is ${classes[truth]})`, fr: `(c’est ${classes[truth]})` });
    out.text(`${answer} ${out.style.bad(wrong)}`);
  }
}

/** A few examples that the network takes for something else. */
import { TensorDataset } from '../data/index.ts';
import type { Tensor } from '../tensor/index.ts';
import type { Prepared } from '../train/index.ts';
import { percent, say } from './command.ts';
import { beside, drawPicture } from './draw.ts';
import type { Output } from './output.ts';

/** One example: its number, what it is, what was answered, and how surely. */
export interface Answer {
  readonly index: number;
  readonly truth: number;
  readonly guess: number;
  readonly sure: number;
}

/** The answers for the first `limit` examples of the test part. */
export async function answers(prepared: Prepared, limit: number): Promise<Answer[]> {
  const { inputs, labels } = prepared.examples;
  const n = Math.min(limit, inputs.size(0));
  const found: Answer[] = [];
  const truth = await labels.data();
  for (let start = 0; start < n; start += 500) {
    const part = inputs.slice(0, start, Math.min(n, start + 500));
    const p = await prepared.probabilities(prepared.trainer.predict(part)).data();
    const classes = prepared.classes.length;
    for (let i = 0; i < part.size(0); i++) {
      const row = Array.from(p.subarray(i * classes, (i + 1) * classes));
      const sure = Math.max(...row);
      found.push({ index: start + i, truth: truth[start + i]!, guess: row.indexOf(sure), sure });
    }
  }
  return found;
}

/** The pixels of one picture. */
export async function pixelsOf(images: Tensor, index: number): Promise<ArrayLike<number>> {
  return new TensorDataset(images).get(index)[0].data();
}

/** Draws the mistakes that were made most surely. */
export async function showMistakes(prepared: Prepared, out: Output): Promise<void> {
  if (prepared.inputs !== 'image') return;
  const wrong = (await answers(prepared, 2000)).filter(({ truth, guess }) => truth !== guess);
  if (wrong.length === 0) return;
  wrong.sort((a, b) => b.sure - a.sure);
  const { classes, examples } = prepared;
  const [, height = 28, width = 28] = examples.inputs.shape;
  const room = Math.max(1, Math.min(3, Math.floor((out.columns - 2) / (width + 3))));
  const blocks = await Promise.all(
    wrong.slice(0, room).map(async ({ index, truth, guess, sure }) => ({
      lines: drawPicture(
        { width, height, pixels: await pixelsOf(examples.inputs, index) },
        out.color,
      ),
      width,
      caption: `${classes[truth]} → ${classes[guess]} (${percent(sure, 0)})`,
    })),
  );
  out.text(
    say({
      en: 'Among the first 2,000, the mistakes it was surest of (what it is → what it read):',
      fr: 'Parmi les 2\u202f000 premiers, les erreurs dont il était le plus sûr (ce que c’est → ce qu’il a lu) :',
    }),
  );
  out.text();
  for (const line of beside(blocks, out.columns)) out.text(line);
}

/** Data sets of the library, read once and kept as the bytes that the page is sent. */
import { LimpideError } from 'limpide';
import { fashionMnistArrays, type ImageData, irisArrays, mnistArrays } from 'limpide/data';
import { encodeData, type ServedData, type ServedName } from '../../shared/data.ts';
import { StudioError } from '../errors.ts';

/** A library's error as the studio says it: its code, its sentence in both languages. */
export function fromLimpide(error: unknown, status: 400 | 404 | 500 = 400): unknown {
  if (!(error instanceof LimpideError)) return error;
  const sentence = { en: error.sentence('en'), fr: error.sentence('fr') };
  return new StudioError(error.code, sentence, status, error);
}

function iris(): ServedData {
  const { features, labels, classes, featureNames } = irisArrays();
  return {
    header: {
      name: 'iris',
      train: labels.data.length,
      test: 0,
      features: featureNames.length,
      dtype: 'float32',
      classes: [...classes],
      featureNames: [...featureNames],
    },
    x: features.data,
    labels: labels.data,
  };
}

async function images(
  name: 'mnist' | 'fashion',
  load: (options: { split: 'train' | 'test' }) => Promise<ImageData>,
): Promise<ServedData> {
  const [train, test] = await Promise.all([load({ split: 'train' }), load({ split: 'test' })]);
  const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
    const whole = new Uint8Array(a.length + b.length);
    whole.set(a);
    whole.set(b, a.length);
    return whole;
  };
  return {
    header: {
      name,
      train: train.labels.data.length,
      test: test.labels.data.length,
      features: 784,
      dtype: 'uint8',
      classes: [...train.classes],
      featureNames: [],
    },
    x: joined(train.images.data, test.images.data),
    labels: joined(train.labels.data, test.labels.data),
  };
}

const loaders: Readonly<Record<ServedName, () => Promise<ServedData>>> = {
  iris: async () => iris(),
  mnist: () => images('mnist', mnistArrays),
  fashion: () => images('fashion', fashionMnistArrays),
};

/** @throws StudioError with the command that fetches it, when it is not on this machine */
export async function loadSet(name: ServedName): Promise<ServedData> {
  try {
    return await loaders[name]();
  } catch (error) {
    throw fromLimpide(error, 404);
  }
}

/** A set as bytes; one that was missing is looked for again at the next request. */
export class DataSets {
  readonly #kept = new Map<ServedName, Promise<Uint8Array<ArrayBuffer>>>();

  bytes(name: ServedName): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#kept.get(name);
    if (known) return known;
    const asked = loadSet(name).then(encodeData);
    this.#kept.set(name, asked);
    asked.catch(() => this.#kept.delete(name));
    return asked;
  }
}

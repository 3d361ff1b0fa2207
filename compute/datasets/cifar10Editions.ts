import type { Edition } from './registry.ts';

/** Bytes of each unpacked batch: 10,000 records of 3,073. */
export const CIFAR10_BATCH_BYTES = 30_730_000;

export const CIFAR10_FILES = {
  train: [
    'data_batch_1.bin',
    'data_batch_2.bin',
    'data_batch_3.bin',
    'data_batch_4.bin',
    'data_batch_5.bin',
  ],
  test: ['test_batch.bin'],
} as const;

/** SHA-256 of the batches in the archive of the authors' page. */
const OFFICIAL = {
  train: [
    'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
    'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
    'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
    '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
    '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
  ],
  test: ['8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b'],
} as const;

/** SHA-256 of the official batches, in the order train, test. */
export const OFFICIAL_CIFAR10_SHA256 = [...OFFICIAL.train, ...OFFICIAL.test] as const;

/**
 * Two editions are known: the official one, and a copy in the same order with the same labels in
 * which fewer than one image in a thousand has slightly different pixels, as after lossy
 * compression. The copy came first here, so published results are computed from it.
 */
export const CIFAR10_EDITIONS: Readonly<
  Record<'train' | 'test', readonly [Edition, ...Edition[]]>
> = {
  train: [
    {
      title: 'copy with fewer than 0.1 % of the images recompressed',
      sha256: [
        '0def081c410489f98b3935c2d405fc7436d23377894a5d6a710ce1fad8082588',
        '69cda47c0145e3c217e9d41887b354db05bc67d8e824a0007c909625de6c9935',
        '1a4d0920ea06101641902b09fdac800cad7b5105963deee31ddff8e83fbabe6c',
        '7f8e9534c4aa91fa34cb7cb4561b126eac16e9a5aff31f1fdb6b38d83f3b92d6',
        'ace578a129b1d9695ee4254afb079a7573b408a36f818d5d96062484607c1619',
      ],
      crc32: 0x2ee20df5,
      digest: '5e1202cd6a295b4dfca063029f0057e6c77aca88e1991f333df3129cbb414274',
    },
    { title: 'official files', sha256: OFFICIAL.train },
  ],
  test: [
    {
      title: 'copy with fewer than 0.1 % of the images recompressed',
      sha256: ['123ca0dad8f960344d9149742165d4215093c84c8c4bdc5922af93b614bdb501'],
      crc32: 0xf9dccbc3,
      digest: '36f35f1379b4eae9f3a161dede7a4011300cc8cd445d66d756f1a2f870f1c328',
    },
    { title: 'official files', sha256: OFFICIAL.test },
  ],
};

import type { Dataset } from '../registry.ts';
import { CLASS_GLYPHS } from './glyphs.ts';
import { PLANTED_COUNTS, type PlantedPart } from './plantedSets.ts';
import { SIDE } from './scene.ts';

/** Content digests: the generator must give these very images on every machine. */
const DIGESTS = {
  'planted-single/train': '58bdd3004ca7452db12776e0bc441c4adc8bddf47d44dbac7b42e3b7ed6f1bf5',
  'planted-single/test': '81725ade73a371133503f5340bf3e62688a2d26f9b2d89ce57969bb056f99044',
  'planted-blank/train': 'b1e13328689b523825db198b44ea42bf4885ed926ad4de8a81b86cd3b4e2feb9',
  'planted-blank/test': 'f5dce99e3510bc856b700adaab65a83d4ea0f8bca512a5ac8f3974434cd0d709',
  'planted-pair/train': '0c10520a743fee1caf691981ad91de827a3516b8efcc0dc723a266627906de0e',
  'planted-pair/test': '5fc20542c40d6db57d8f39d8141bb416b825ed37d05813e8476c0c2bb99bc632',
  'planted-absence/train': '243573007d1d734276d7af89755d9a199fbcbad9493ae4193cfcd16ce7edb049',
  'planted-absence/test': '6a5e6a2a4dcea9f6875ae5673b3e3e2db5756ad807ba16983b34a9d4961b7efe',
  'planted-shortcut-50/train': '239faf2a0833942fe4571bea8d4788654d434fe8341d7636ad48f0ed26fb840c',
  'planted-shortcut-50/test': '66c0b30fe08400ed4e0316b05569454dfc342343e93b5ed72bed7c14ced76914',
  'planted-shortcut-90/train': 'c8fbee68235d1571e8f097f038a551ec9dc3660ab8d7be8e29e2cba5435ff6e4',
  'planted-shortcut-90/test': 'bd470ad649f7a901aac21069724a51a78a25bd8bb09ecd674f5b7bb0f592d00f',
  'planted-shortcut-100/train': '04757c53bdd0ac5a3d13aad0d83347063b8954fc223ac3d6b6e16d9213ada754',
  'planted-shortcut-100/test': 'e6610c3dd52b1b9c006a2b4a23abe91240af7034a36724d694f6b9c25d869a2d',
} as const;

type PlantedName = keyof typeof DIGESTS;

function planted(name: PlantedName): Dataset {
  const part = name.slice(name.indexOf('/') + 1) as PlantedPart;
  return {
    title: `Planted evidence, ${name}`,
    classNames: CLASS_GLYPHS.map((glyph) => glyph.name),
    shape: [SIDE, SIDE, 1],
    count: PLANTED_COUNTS[part],
    format: 'planted',
    files: [],
    place: { generated: true },
    editions: [{ title: 'as generated', sha256: [], digest: DIGESTS[name] }],
    remedy: 'The generator in compute/datasets/planted has changed: pin its digests anew',
    source: 'made on the spot by compute/datasets/planted',
    licence: 'MIT, as this project',
    citation: 'This project.',
  };
}

/** Every planted set, by name. */
export const PLANTED_DATASETS = Object.fromEntries(
  (Object.keys(DIGESTS) as PlantedName[]).map((name) => [name, planted(name)]),
) as Readonly<Record<PlantedName, Dataset>>;

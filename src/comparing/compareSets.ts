import type { Manifest, ManifestStep } from '../../compute/results/manifest.ts';
import { compareNumbers, type MovedNumber } from '../../compute/results/movedNumbers.ts';
import { isManifest, type ResultFile } from './resultFile.ts';

/** What moved in one file. */
export interface ComparedFile {
  /** As the reader knows it, e.g. `mnist/degradation.json`. */
  readonly name: string;
  readonly numbers: number;
  readonly moved: readonly MovedNumber[];
}

/** A step that another fingerprint tells of. */
export interface ChangedStep {
  readonly name: string;
  /** Parts of what the result depends on that differ, e.g. `code`. */
  readonly changed: readonly string[];
  /** Published files with other bytes. */
  readonly files: readonly string[];
}

export interface ComparedSets {
  readonly files: readonly ComparedFile[];
  readonly steps: readonly ChangedStep[];
  /** Steps that both manifests have. */
  readonly comparedSteps: number;
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

/**
 * Compares two sets of published files. Two single files are held against each other whatever their
 * names; of larger sets, those of the same study and name.
 */
export function compareSets(
  before: readonly ResultFile[],
  after: readonly ResultFile[],
): ComparedSets {
  const alone = before.length === 1 && after.length === 1;
  const pairs = before.flatMap((first) => {
    const second = alone ? after[0] : after.find((file) => keyOf(file) === keyOf(first));
    return second ? [[first, second] as const] : [];
  });
  const [numbered, manifests] = [
    pairs.filter(([{ content }]) => !isManifest(content)),
    pairs.filter(([first, second]) => isManifest(first.content) && isManifest(second.content)),
  ];
  const steps = manifests.map(([first, second]) =>
    compareSteps(
      (first.content as unknown as Manifest).steps,
      (second.content as unknown as Manifest).steps,
    ),
  );
  const unpaired = (files: readonly ResultFile[], place: 0 | 1) =>
    files.filter((file) => !pairs.some((pair) => pair[place] === file)).map(keyOf);
  return {
    files: numbered.map(([first, second]) => ({
      name: keyOf(first) === keyOf(second) ? keyOf(first) : `${keyOf(first)} → ${keyOf(second)}`,
      ...compareNumbers(first.content, second.content),
    })),
    steps: steps.flatMap(({ changed }) => changed),
    comparedSteps: steps.reduce((sum, { compared }) => sum + compared, 0),
    onlyBefore: unpaired(before, 0),
    onlyAfter: unpaired(after, 1),
  };
}

/** Study and name of a file. */
function keyOf({ study, name }: Pick<ResultFile, 'study' | 'name'>): string {
  return `${study}/${name}`;
}

/** What a result depends on, in the order in which it is told. */
const CAUSES = ['parameters', 'seed', 'code', 'runtime', 'datasets', 'inputs'] as const;

function compareSteps(before: readonly ManifestStep[], after: readonly ManifestStep[]) {
  const shared = before.flatMap((first) => {
    const second = after.find(({ name }) => name === first.name);
    return second ? [[first, second] as const] : [];
  });
  const changed = shared
    .map(([first, second]): ChangedStep => ({
      name: first.name,
      changed: CAUSES.filter((cause) => differ(first[cause], second[cause])),
      files: second.outputs
        .filter(({ file, sha256 }) => {
          const old = first.outputs.find((output) => output.file === file);
          return old !== undefined && old.sha256 !== sha256;
        })
        .map(({ file }) => file),
    }))
    .filter((step) => step.changed.length + step.files.length > 0);
  return { compared: shared.length, changed };
}

/** Manifests are written with sorted keys. */
function differ(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) !== JSON.stringify(second);
}

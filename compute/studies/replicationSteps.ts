import type { StudyStep } from '../pipeline/step.ts';
import type { ReplicatedMethod } from '../results/replication/faults.ts';

/** What the replication of 2021 on one data set needs to know. */
interface Replication {
  /** In names of steps and of the artefact. */
  readonly name: string;
  readonly dataset: string;
  /** The network of step `train-<network>`, trained here as in 2021. */
  readonly network: string;
  /** Images of the rows of 2021: the first ones of the test set, as then. */
  readonly images: number;
  /** The first so many images have every order of corrections tried. */
  readonly imagesExamined: number;
  readonly methods: readonly ReplicatedMethodSettings[];
}

interface ReplicatedMethodSettings {
  readonly method: ReplicatedMethod;
  readonly title: string;
  /** The network of step `train-<original>`: the weights with which 2021 got its number. */
  readonly original?: string;
  /** What 2021 reported. */
  readonly published: number | null;
  readonly faults: readonly string[];
  /** Parameters of the step that makes the maps, where 2021 differed from their defaults. */
  readonly maps?: Readonly<Record<string, unknown>>;
  /** Parameters of the step that degrades. */
  readonly degradation?: Readonly<Record<string, unknown>>;
}

/** Which images are degraded by a method of 2021, and what it explains. */
interface DegradedImages {
  readonly network: string;
  readonly dataset: string;
  readonly images: number;
  readonly worlds: 'all' | 'of-2021';
}

/** The two steps that explain images by a method of 2021 and degrade them by its maps. */
export function degradedSteps(
  { method, faults, maps, degradation }: ReplicatedMethodSettings,
  suffix: string,
  of: DegradedImages,
): StudyStep[] {
  const common = { ...of, method, faults };
  return [
    {
      name: `explain-${suffix}`,
      step: 'explain-replicated',
      parameters: { ...common, ...maps },
    },
    {
      name: `degrade-${suffix}`,
      step: 'degrade-replicated',
      parameters: { ...common, maps: `explain-${suffix}`, ...degradation },
    },
  ];
}

/** The steps that replicate the comparison of 2021 on one data set: the same for every data set. */
export function replicationSteps(replication: Replication): StudyStep[] {
  const { name, dataset, network, images, imagesExamined, methods } = replication;
  const steps: StudyStep[] = [];
  const degraded = (
    own: ReplicatedMethodSettings,
    variant: string,
    of: Pick<DegradedImages, 'network' | 'images' | 'worlds'>,
  ) => {
    const suffix = `${own.method}-${name}${variant}`;
    steps.push(...degradedSteps(own, suffix, { ...of, dataset }));
    return suffix;
  };
  const of2021 = { images, worlds: 'of-2021' } as const;
  const summarised = methods.map((own) => {
    const ours = degraded(own, '', { network, ...of2021 });
    const original =
      own.original === undefined
        ? undefined
        : degraded(own, '-original', { network: own.original, ...of2021 });
    const examined = degraded(own, '-examined', { network, images: imagesExamined, worlds: 'all' });
    return {
      method: own.method,
      title: own.title,
      faults: own.faults,
      published: own.published,
      maps: `explain-${ours}`,
      ours: `degrade-${ours}`,
      ...(original !== undefined && {
        original: { step: `degrade-${original}`, network: own.original },
      }),
      examined: `degrade-${examined}`,
    };
  });
  return [
    ...steps,
    {
      name: `summarise-${name}`,
      step: 'summarise-replication',
      parameters: {
        name,
        dataset,
        network,
        images,
        imagesExamined,
        methods: summarised,
      },
    },
  ];
}

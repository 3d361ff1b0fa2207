import { bootstrapEstimate, bootstrapMeans } from '../../metrics/bootstrap.ts';
import type { CollectContext, Outputs } from '../../pipeline/step.ts';
import { generatorFor } from '../../random/generator.ts';
import { doubtSchema, type DoubtPoint, type DoubtRow } from '../../results/doubt.ts';
import { serialiseArtefact } from '../../results/serialise.ts';
import { floatsOfBytes, requireFile } from '../binary.ts';
import { parseImageBlock } from '../imageBlocks.ts';
import { answersOf, sliceAnswers, type Answers } from './answers.ts';
import { DOUBT_ORDERS, type DoubtParameters } from './doubt.ts';
import { countRefused, readyRule, type ReadyRule } from './doubtScores.ts';

/** Sums over noise seeds of what was found of each image at one share of noise. */
interface PointTally {
  readonly accuracy: Float32Array;
  readonly entropy: Float32Array;
  readonly epistemic: Float32Array;
  readonly refused: number[];
}

/** Curves of accuracy, uncertainty and refusals, with bootstrap intervals over images. */
export async function summariseDoubt(context: CollectContext<DoubtParameters>): Promise<Outputs> {
  const { parameters, inputs, seed } = context;
  const { images, rankings, shares, noiseSeeds, rules, networks } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const ready = await Promise.all(
    rules.map(({ rule }) => readyRule(rule, inputs, parameters.answers, parameters.heldOut)),
  );
  const tallies = rankings.map(() =>
    DOUBT_ORDERS.map(() => shares.map(() => emptyTally(images, rules.length))),
  );
  for (const unit of context.units) {
    const files = await context.unit(unit);
    const { start, end } = parseImageBlock(unit);
    rankings.forEach(({ id }, ranking) => {
      const floats = (name: string) => floatsOfBytes(requireFile(files, `${id}.${name}`));
      const all = answersOf(floats('mean.f32'), floats('median.f32'), floats('entropy.f32'));
      let variant = 0;
      for (const byShare of tallies[ranking]!) {
        for (const tally of byShare) {
          for (let repeat = 0; repeat < noiseSeeds; repeat++, variant++) {
            const first = variant * (end - start);
            const own = sliceAnswers(all, first, first + end - start);
            addToTally(tally, own, set.labels, start, ready, noiseSeeds);
          }
        }
      }
    });
  }
  const rows = rankings.flatMap((ranking, index) =>
    DOUBT_ORDERS.map((order, orderIndex): DoubtRow => {
      const points = shares.map((share, at): DoubtPoint => {
        const generator = generatorFor(seed, 'bootstrap');
        const tally = tallies[index]![orderIndex]![at]!;
        return { share, ...summarisePoint(tally, parameters, generator) };
      });
      const { id, title, kind } = ranking;
      return { id: `${id}-${order}`, ranking: id, title, kind, order, points };
    }),
  );
  const bytes = serialiseArtefact(doubtSchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset: parameters.dataset,
    network: parameters.network,
    networks,
    images,
    pixels: set.shape[0] * set.shape[1],
    noiseSeeds,
    bootstrapResamples: parameters.bootstrapResamples,
    rules: rules.map(({ id, title }, index) => ({
      id,
      title,
      threshold: ready[index]!.threshold,
    })),
    rows,
  });
  return { results: new Map([['doubt.json', bytes]]) };
}

function emptyTally(images: number, rules: number): PointTally {
  return {
    accuracy: new Float32Array(images),
    entropy: new Float32Array(images),
    epistemic: new Float32Array(images),
    refused: Array<number>(rules).fill(0),
  };
}

/** @param start index of the first image of the answers */
function addToTally(
  tally: PointTally,
  { images, predicted, uncertainty, ...rest }: Answers,
  labels: Uint8Array,
  start: number,
  rules: readonly ReadyRule[],
  noiseSeeds: number,
): void {
  for (let index = 0; index < images; index++) {
    const image = start + index;
    if (predicted[index] === labels[image]) tally.accuracy[image]! += 1 / noiseSeeds;
    tally.entropy[image]! += uncertainty.total[index]! / noiseSeeds;
    tally.epistemic[image]! += uncertainty.epistemic[index]! / noiseSeeds;
  }
  rules.forEach(({ apply }, rule) => {
    tally.refused[rule]! += countRefused(apply({ images, predicted, uncertainty, ...rest }));
  });
}

function summarisePoint(
  { accuracy, entropy, epistemic, refused }: PointTally,
  { bootstrapResamples, noiseSeeds, images }: DoubtParameters,
  generator: ReturnType<typeof generatorFor>,
): Omit<DoubtPoint, 'share'> {
  const bootstrap = bootstrapMeans([accuracy, entropy, epistemic], bootstrapResamples, generator);
  const [, meanTotal, meanEpistemic] = bootstrap.means;
  return {
    accuracy: bootstrapEstimate(bootstrap, 0),
    entropy: bootstrapEstimate(bootstrap, 1),
    epistemic: bootstrapEstimate(bootstrap, 2),
    aleatoric: Math.max(0, meanTotal! - meanEpistemic!),
    refused: refused.map((count) => count / (images * noiseSeeds)),
  };
}

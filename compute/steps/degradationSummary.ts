import { bootstrapDifference, bootstrapEstimate, bootstrapMeans } from '../metrics/bootstrap.ts';
import { keptPixelCount } from '../degrade/keep.ts';
import type { CollectContext, Outputs } from '../pipeline/step.ts';
import { generatorFor } from '../random/generator.ts';
import { degradationSchema, type DegradationRow } from '../results/degradation.ts';
import { serialiseArtefact } from '../results/serialise.ts';
import { requireFile } from './binary.ts';
import type { DegradeParameters } from './degrade.ts';
import { parseImageBlock } from './imageBlocks.ts';

/** Counts of one row over all images, gathered block by block. */
interface RowTally {
  /** Share of repeats in which each image was classified correctly. */
  readonly correctShare: Float32Array;
  readonly seedCorrect: number[];
  unchanged: number;
}

/** Accuracies with bootstrap intervals over images, and all paired differences. */
export async function summariseDegradation(
  context: CollectContext<DegradeParameters>,
): Promise<Outputs> {
  const { parameters, seed, inputs } = context;
  const { images, noiseSeeds, rows } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const tallies = rows.map((): RowTally => ({
    correctShare: new Float32Array(images),
    seedCorrect: Array<number>(noiseSeeds).fill(0),
    unchanged: 0,
  }));
  const intactCorrect = new Float32Array(images);
  for (const unit of context.units) {
    const files = await context.unit(unit);
    const { start, end } = parseImageBlock(unit);
    const intact = requireFile(files, 'intact.u8');
    for (let image = start; image < end; image++) {
      intactCorrect[image] = intact[image - start] === set.labels[image] ? 1 : 0;
    }
    for (const [position, row] of rows.entries()) {
      const predictions = requireFile(files, `${row.id}.u8`);
      tallyBlock(tallies[position]!, predictions, intact, set.labels, start, noiseSeeds);
    }
  }

  const bootstrap = bootstrapMeans(
    [intactCorrect, ...tallies.map(({ correctShare }) => correctShare)],
    parameters.bootstrapResamples,
    generatorFor(seed, 'bootstrap'),
  );
  const classes = set.classNames.map((_, label) => label);
  const summary = rows.map((row, position): DegradationRow => {
    const tally = tallies[position]!;
    return {
      id: row.id,
      title: row.title,
      kind: row.kind,
      accuracy: bootstrapEstimate(bootstrap, position + 1),
      seedAccuracies: tally.seedCorrect.map((correct) => correct / images),
      classAccuracy: classes.map((label) => classMean(tally.correctShare, set.labels, label)),
      unchangedPredictions: tally.unchanged / (images * noiseSeeds),
    };
  });
  const differences = rows.flatMap((first, a) =>
    rows.slice(a + 1).map((second, offset) => ({
      first: first.id,
      second: second.id,
      difference: bootstrapDifference(bootstrap, a + 1, a + 2 + offset),
    })),
  );
  const [height, width] = set.shape;
  const bytes = serialiseArtefact(degradationSchema, {
    header: { study: context.study, step: context.step, seed, engine: context.engine.description },
    dataset: parameters.dataset,
    network: parameters.network,
    images,
    keptShare: parameters.keptShare,
    keptPixels: keptPixelCount(parameters.keptShare, height * width),
    pixels: height * width,
    fill: parameters.fill,
    noiseSeeds,
    bootstrapResamples: parameters.bootstrapResamples,
    intactAccuracy: bootstrapEstimate(bootstrap, 0),
    rows: summary,
    differences,
  });
  return { results: new Map([['degradation.json', bytes]]) };
}

function tallyBlock(
  tally: RowTally,
  predictions: Uint8Array,
  intact: Uint8Array,
  labels: Uint8Array,
  start: number,
  noiseSeeds: number,
): void {
  const images = intact.length;
  for (let repeat = 0; repeat < noiseSeeds; repeat++) {
    for (let offset = 0; offset < images; offset++) {
      const predicted = predictions[repeat * images + offset]!;
      if (predicted === intact[offset]) tally.unchanged++;
      if (predicted !== labels[start + offset]) continue;
      tally.correctShare[start + offset] = tally.correctShare[start + offset]! + 1 / noiseSeeds;
      tally.seedCorrect[repeat] = tally.seedCorrect[repeat]! + 1;
    }
  }
}

/** Mean over the images of one class; 0 where a small sample has none of it. */
function classMean(values: Float32Array, labels: Uint8Array, label: number): number {
  let sum = 0;
  let count = 0;
  for (let image = 0; image < values.length; image++) {
    if (labels[image] !== label) continue;
    sum += values[image]!;
    count++;
  }
  return count === 0 ? 0 : Math.min(1, sum / count);
}

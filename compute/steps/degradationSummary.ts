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
  /** Row-major [true class × predicted class], over all repeats. */
  readonly confusion: Float64Array;
}

/** Accuracies with bootstrap intervals over images, and all paired differences. */
export async function summariseDegradation(
  context: CollectContext<DegradeParameters>,
): Promise<Outputs> {
  const { parameters, seed, inputs } = context;
  const { images, noiseSeeds, rows } = parameters;
  const set = await inputs.dataset(parameters.dataset);
  const classes = set.classNames.map((_, label) => label);
  const tallies = rows.map((): RowTally => ({
    correctShare: new Float32Array(images),
    seedCorrect: Array<number>(noiseSeeds).fill(0),
    unchanged: 0,
    confusion: new Float64Array(classes.length ** 2),
  }));
  const intactConfusion = new Float64Array(classes.length ** 2);
  const intactCorrect = new Float32Array(images);
  for (const unit of context.units) {
    const files = await context.unit(unit);
    const { start, end } = parseImageBlock(unit);
    const intact = requireFile(files, 'intact.u8');
    for (let image = start; image < end; image++) {
      const [label, predicted] = [set.labels[image]!, intact[image - start]!];
      intactCorrect[image] = predicted === label ? 1 : 0;
      intactConfusion[label * classes.length + predicted]! += 1;
    }
    for (const [position, row] of rows.entries()) {
      const predictions = requireFile(files, `${row.id}.u8`);
      tallyBlock(tallies[position]!, predictions, intact, set.labels, start);
    }
  }

  const bootstrap = bootstrapMeans(
    [intactCorrect, ...tallies.map(({ correctShare }) => correctShare)],
    parameters.bootstrapResamples,
    generatorFor(seed, 'bootstrap'),
  );
  const summary = rows.map((row, position): DegradationRow => {
    const tally = tallies[position]!;
    return {
      id: row.id,
      title: row.title,
      kind: row.kind,
      accuracy: bootstrapEstimate(bootstrap, position + 1),
      seedAccuracies: tally.seedCorrect.map((correct) => correct / images),
      classAccuracy: classes.map((label) => classMean(tally.correctShare, set.labels, label)),
      confusion: confusionRows(tally.confusion, noiseSeeds),
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
    intactConfusion: confusionRows(intactConfusion, 1),
    rows: summary,
    differences,
  });
  const file = ['degradation', parameters.variant].filter((part) => part !== undefined).join('-');
  return { results: new Map([[`${file}.json`, bytes]]) };
}

/** @param predictions row-major [repeats × images of the block] */
function tallyBlock(
  tally: RowTally,
  predictions: Uint8Array,
  intact: Uint8Array,
  labels: Uint8Array,
  start: number,
): void {
  const repeats = tally.seedCorrect.length;
  const classes = Math.sqrt(tally.confusion.length);
  predictions.forEach((predicted, index) => {
    const repeat = Math.floor(index / intact.length);
    const offset = index % intact.length;
    const label = labels[start + offset]!;
    tally.confusion[label * classes + predicted]! += 1;
    if (predicted === intact[offset]) tally.unchanged++;
    if (predicted !== label) return;
    tally.correctShare[start + offset]! += 1 / repeats;
    tally.seedCorrect[repeat]! += 1;
  });
}

/** Counts over all repeats as rows of mean counts. */
function confusionRows(counts: Float64Array, repeats: number): number[][] {
  const classes = Math.sqrt(counts.length);
  return Array.from({ length: classes }, (_, label) =>
    Array.from(counts.subarray(label * classes, (label + 1) * classes), (count) => count / repeats),
  );
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

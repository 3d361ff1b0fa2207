import { explainByLime } from '../../explain/lime/lime.ts';
import type { Segmentation } from '../../explain/game.ts';
import type { SegmentFill } from '../../explain/games/fill.ts';
import { gridSegments } from '../../explain/segmentation/grid.ts';
import { paintSegments } from '../../explain/segmentation/paint.ts';
import { quickshiftSegments } from '../../explain/segmentation/quickshift.ts';
import { slicSegments } from '../../explain/segmentation/slic.ts';
import { explainBySelectedShap } from '../../explain/shap/selectedShap.ts';
import { generatorFor } from '../../random/generator.ts';
import type { Fault } from '../../results/replication/faults.ts';
import type { ExplainedImage } from '../explainedImages.ts';
import { scoresOfOutput } from '../segmentGame.ts';
import type { MapParameters } from './explainReplicated.ts';
import { repeatChannels } from './colourNetwork.ts';
import { TARGET_OUTPUTS, targetGame } from './targetGame.ts';
import { isCorrected, type World } from './worlds.ts';

/** What a segment method made of one image. */
export interface ImageMaps {
  /** By map world, one number a pixel. */
  readonly maps: ReadonlyMap<World, Float32Array>;
  /** Segments of 2021. */
  readonly segments: number;
  /** Players that AIC selected in 2021; 0 for LIME. */
  readonly selected: number;
}

/** The maps of LIME or Kernel SHAP of one image in the given map worlds. */
export function segmentMaps(
  parameters: MapParameters,
  faults: readonly Fault[],
  worlds: readonly World[],
  image: ExplainedImage,
  seed: number,
): ImageMaps {
  const own = segmentsOf2021(parameters, image, seed);
  const grid = gridSegments(image.shape[0], image.shape[1], parameters.cell);
  const maps = new Map<World, Float32Array>();
  const known = new Map<string, SegmentScores>();
  let selected = 0;
  for (const world of worlds) {
    const corrected = (id: string) => isCorrected(faults, world, id);
    const segmentation = corrected('segments') ? grid : own;
    const hidden = corrected('hidden') ? 'corrected' : 'as in 2021';
    const name = `${corrected('segments')} ${hidden}`;
    let scores = known.get(name);
    if (scores === undefined) {
      const fill = corrected('hidden') ? BLACK : fillOf2021(parameters);
      scores = scoresOf(parameters, image, segmentation, fill, seed);
      known.set(name, scores);
    }
    const output = TARGET_OUTPUTS.indexOf(corrected('output') ? 'logit' : 'probability');
    if (world === 0) selected = scores.selected[output]!;
    const values = corrected('selection') ? scores.all : scores.few;
    maps.set(
      world,
      paintSegments(scoresOfOutput(values, TARGET_OUTPUTS.length, output), segmentation),
    );
  }
  return { maps, segments: new Set(own.labels).size, selected };
}

const BLACK: SegmentFill = { kind: 'constant', value: 0 };

/** Scores of the segments, row-major [segments × outputs]. */
interface SegmentScores {
  readonly all: ArrayLike<number>;
  /** Of the selected players alone; the same for a method that selects none. */
  readonly few: ArrayLike<number>;
  readonly selected: readonly number[];
}

function scoresOf(
  { method, evaluations, batchSize }: MapParameters,
  image: ExplainedImage,
  segmentation: Segmentation,
  fill: SegmentFill,
  seed: number,
): SegmentScores {
  const game = targetGame(image, segmentation, fill, batchSize);
  const generator = generatorFor(seed, method, image.index);
  if (method === 'kernel-shap') {
    const { values, selectedValues, selected } = explainBySelectedShap(
      game,
      evaluations,
      generator,
    );
    return { all: values, few: selectedValues, selected };
  }
  // Few segments are enumerated; the penalty then weighs as it does in so many draws (explainByLime).
  const ridge = Math.min(1, 2 ** game.players / evaluations);
  const { coefficients } = explainByLime(game, { evaluations, ridge }, generator);
  return { all: coefficients, few: coefficients, selected: [0, 0] };
}

function fillOf2021({ method, background, seen }: MapParameters): SegmentFill {
  return method === 'lime'
    ? { kind: 'segment-mean' }
    : { kind: 'constant', value: seen.mean + seen.deviation * background };
}

/** The segments of 2021: of a colour image, which grey ones were made into. */
function segmentsOf2021(
  { method, quickshift, slic, seen }: MapParameters,
  { values, shape: [height, width, channels], index }: ExplainedImage,
  seed: number,
): Segmentation {
  const colour = repeatChannels(values, channels, 3);
  if (method === 'lime') {
    const input = colour.map((value) => (value - seen.mean) / seen.deviation);
    const tieNoise = generatorFor(seed, 'quickshift', index);
    return quickshiftSegments(input, [height, width, 3], { ...quickshift, tieNoise });
  }
  const { segments } = slic;
  const found = slicSegments(colour, [height, width, 3], { ...slic, edition: '0.16' });
  if (found.count > segments) {
    throw new RangeError(
      `image ${index}: SLIC found ${found.count} segments for ${segments} players`,
    );
  }
  // Players beyond the segments have no pixel and change nothing.
  return { ...found, count: segments };
}

import type { Generator } from '../../random/generator.ts';
import { forward } from '../../networks/forward.ts';
import type { Game, Segmentation } from '../game.ts';
import { imageGame } from '../games/imageGame.ts';
import { explainByLime } from '../lime/lime.ts';
import { explainByLeaveOneOut } from '../occlusion/leaveOneOut.ts';
import { explainByRise } from '../rise/explainByRise.ts';
import { gridSegments } from '../segmentation/grid.ts';
import { paintSegments } from '../segmentation/paint.ts';
import { explainByKernelShap } from '../shap/kernelShap.ts';
import { explainByPermutationShapley } from '../shap/permutationShapley.ts';
import type { ExplainRequest, Method } from './method.ts';

/** Side of the grid cells: the segments of the methods that switch segments off. */
const CELL = 4;
/** Chance that a cell of RISE shows the image (Petsiuk, Das & Saenko 2018, section 3.2). */
const SHOWN = 0.5;

export const lime: Method = {
  id: 'lime',
  title: 'LIME',
  cost: 'samples',
  source: 'Ribeiro, Singh & Guestrin 2016, Why should I trust you?, algorithm 1',
  explain: onGrid(
    (game, evaluations, generator) => explainByLime(game, { evaluations }, generator).coefficients,
  ),
};

export const kernelShap: Method = {
  id: 'kernel-shap',
  title: 'Kernel SHAP',
  cost: 'samples',
  source: 'Lundberg & Lee 2017, A unified approach, theorem 2, sampled as by Musco & Witter 2025',
  explain: onGrid(
    (game, evaluations, generator) => explainByKernelShap(game, { evaluations }, generator).values,
  ),
};

export const permutationShapley: Method = {
  id: 'permutation-shapley',
  title: 'Shapley by permutations',
  cost: 'samples',
  source: 'Castro, Gómez & Tejada 2009; antithetic as by Mitchell et al. 2022',
  explain: onGrid(
    (game, evaluations, generator) =>
      explainByPermutationShapley(game, { evaluations }, generator).values,
  ),
};

export const occlusion: Method = {
  id: 'occlusion',
  title: 'Occlusion',
  cost: 'passes',
  source: 'Zeiler & Fergus 2014, Visualizing and understanding, section 4.2, one segment at a time',
  explain: onGrid((game) => explainByLeaveOneOut(game)),
};

export const rise: Method = {
  id: 'rise',
  title: 'RISE',
  cost: 'samples',
  source: 'Petsiuk, Das & Saenko 2018, RISE, equation 1',
  explain: eachImage((image, { network, evaluations, batchSize }, target, generator) => {
    const shape = network.architecture.inputShape;
    const pixels = shape[0] * shape[1];
    const cells = [Math.ceil(shape[0] / CELL), Math.ceil(shape[1] / CELL)] as const;
    const masked = {
      logits: (images: Parameters<typeof forward>[1]) => forward(network, images),
      image,
      shape,
      fill: new Float32Array(image.length),
      batchSize,
    };
    const maps = explainByRise(masked, { evaluations, cells, shown: SHOWN }, generator);
    return maps.subarray(target * pixels, (target + 1) * pixels);
  }),
};

/** Scores of the cells of a grid, whose absence is black, painted over their pixels. */
function onGrid(
  explain: (game: Game, evaluations: number, generator: Generator) => Float64Array,
): Method['explain'] {
  return eachImage((image, { network, evaluations, batchSize }, target, generator) => {
    const shape = network.architecture.inputShape;
    const segmentation: Segmentation = gridSegments(shape[0], shape[1], CELL);
    const game = imageGame({
      logits: (images) => forward(network, images),
      image,
      shape,
      segmentation,
      fill: { kind: 'constant', value: 0 },
      batchSize,
    });
    const scores = explain(game, evaluations, generator);
    const own = Float32Array.from(
      { length: game.players },
      (_, player) => scores[player * game.outputs + target]!,
    );
    return paintSegments(own, segmentation);
  });
}

function eachImage(
  explain: (
    image: Float32Array,
    request: ExplainRequest,
    target: number,
    generator: Generator,
  ) => Float32Array,
): Method['explain'] {
  return (request) => {
    const { network, images, targets, generatorOf } = request;
    const [height, width, channels] = network.architecture.inputShape;
    const size = height * width * channels;
    const maps = new Float32Array(targets.length * height * width);
    targets.forEach((target, image) => {
      const own = images.subarray(image * size, (image + 1) * size);
      maps.set(explain(own, request, target, generatorOf(image)), image * height * width);
    });
    return maps;
  };
}

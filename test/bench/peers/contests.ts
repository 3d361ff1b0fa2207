import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Engine } from '../../../compute/engine/engine.ts';
import { imageGame } from '../../../compute/explain/games/imageGame.ts';
import { explainByLime } from '../../../compute/explain/lime/lime.ts';
import { COMPOSITES } from '../../../compute/explain/lrp/composites.ts';
import { explainByLrp } from '../../../compute/explain/lrp/explainByLrp.ts';
import { gridSegments } from '../../../compute/explain/segmentation/grid.ts';
import { explainByKernelShap } from '../../../compute/explain/shap/kernelShap.ts';
import { pixelFlipping } from '../../../compute/metrics/faithfulness/pixelFlipping.ts';
import { predictedClasses } from '../../../compute/networks/evaluate.ts';
import { forward } from '../../../compute/networks/forward.ts';
import type { Network, StoredNetwork } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { composedBatchNorm } from '../../../compute/training/composedBatchNorm.ts';
import { predictLogits } from '../../../compute/steps/trainedNetwork.ts';
import type { TrainingSettings } from '../../../compute/training/settings.ts';
import { initialTrainingState } from '../../../compute/training/trainingState.ts';
import { trainingStep } from '../../../compute/training/trainingStep.ts';
import type { PeerTask } from './pythonPeers.ts';

/** The same work, done by this project and by Python tools. */
export interface Contest {
  readonly id: string;
  readonly title: string;
  readonly work: string;
  readonly goal: number;
  readonly ours: () => void;
  /** Nothing but the forward passes that the work needs; missing where gradients are the work. */
  readonly bare?: () => void;
  readonly peers: readonly { readonly name: string; readonly task: PeerTask }[];
  /** The same forward passes by PyTorch. */
  readonly bareOfPeers?: PeerTask;
  /** Images that the work trains on, for its speed in images a second; missing where it trains nothing. */
  readonly trainedImages?: number;
}

export interface Contestants {
  readonly engine: Engine;
  readonly explained: Network;
  readonly trained: StoredNetwork;
  readonly settings: TrainingSettings;
  /** Row-major [count × height × width × channels], 0 … 1. */
  readonly images: Float32Array;
  readonly cell: number;
}

const EVALUATIONS = 1000;
/** Changed images in one pass, on both sides. */
const BATCH = 250;
const LRP_BATCH = 50;
const FLIPPED_IMAGES = 2;
/** Pixels that flip together: 112 steps on an image of MNIST. */
const FLIPPED_TOGETHER = 7;
const TRAINING_BATCH = 512;

export function contestsOf(contestants: Contestants): Contest[] {
  const { explained } = contestants;
  const { inputShape } = explained.architecture;
  const [height, width, channels] = inputShape;
  const size = height * width * channels;
  const imageOf = (index: number) => contestants.images.subarray(index * size, (index + 1) * size);

  const game = imageGame({
    logits: (images) => forward(explained, images),
    image: imageOf(0),
    shape: inputShape,
    segmentation: gridSegments(height, width, contestants.cell),
    fill: { kind: 'constant', value: 0 },
    batchSize: BATCH,
  });
  const sampled = { image: 0, evaluations: EVALUATIONS, batch: BATCH };
  const sampling = {
    work: `one image, ${EVALUATIONS} evaluations in batches of ${BATCH}, ${game.players} cells`,
    bare: bareForward(explained, imageOf(0), EVALUATIONS / BATCH, BATCH),
    bareOfPeers: { task: 'forward', arguments: { evaluations: EVALUATIONS, batch: BATCH } },
  };
  const options = { evaluations: EVALUATIONS };
  return [
    {
      id: 'lime',
      title: 'LIME',
      ...sampling,
      goal: 0.25,
      ours: () => void explainByLime(game, options, generatorFor(1)),
      peers: [{ name: 'lime', task: { task: 'lime', arguments: sampled } }],
    },
    {
      id: 'kernel-shap',
      title: 'Kernel SHAP',
      ...sampling,
      goal: 0.33,
      ours: () => void explainByKernelShap(game, options, generatorFor(1)),
      peers: [
        { name: 'shap', task: { task: 'shap', arguments: sampled } },
        { name: 'captum', task: { task: 'captum_shap', arguments: sampled } },
      ],
    },
    lrpContest(contestants),
    flippingContest(contestants, imageOf),
    trainingContest(contestants),
  ];
}

function lrpContest({ explained, images }: Contestants): Contest {
  const { inputShape } = explained.architecture;
  const size = inputShape[0] * inputShape[1] * inputShape[2];
  const batch: Tensor4D = tf.tensor4d(images.slice(0, LRP_BATCH * size), [
    LRP_BATCH,
    ...inputShape,
  ]);
  const composite = COMPOSITES.get('epsilonGammaBox')!;
  const work = { batch: LRP_BATCH };
  return {
    id: 'lrp',
    title: 'LRP',
    work: `${LRP_BATCH} images in one batch: zB at the pixels, γ at other convolutions, ε at dense layers (captum has no zB, and takes γ there)`,
    goal: 0.5,
    ours: () => {
      const { relevance } = explainByLrp(explained, batch, 'predicted', composite);
      relevance.dataSync();
      relevance.dispose();
    },
    bare: () => {
      predict(explained, batch);
    },
    peers: [
      { name: 'zennit', task: { task: 'zennit', arguments: work } },
      { name: 'captum', task: { task: 'captum_lrp', arguments: work } },
    ],
    bareOfPeers: { task: 'forward', arguments: { evaluations: LRP_BATCH, batch: LRP_BATCH } },
  };
}

function flippingContest(
  { explained }: Contestants,
  imageOf: (index: number) => Float32Array,
): Contest {
  const { inputShape, classes } = explained.architecture;
  const [height, width, channels] = inputShape;
  const steps = Math.ceil((height * width) / FLIPPED_TOGETHER);
  const predicting = bareForward(explained, imageOf(0), 1, 1);
  // The intact image counts, so there is one more than steps.
  const flipping = batchesOf(steps + 1).map((size) => bareForward(explained, imageOf(0), 1, size));
  const logitsOf = (values: Float32Array) => predictLogits(explained, values);
  return {
    id: 'pixel-flipping',
    title: 'Pixel flipping',
    work: `${FLIPPED_IMAGES} images, ${FLIPPED_TOGETHER} pixels at a time, ${steps} steps`,
    goal: 0.1,
    ours: () => {
      for (let index = 0; index < FLIPPED_IMAGES; index++) {
        const image = imageOf(index);
        const target = predictedClasses(logitsOf(image), classes)[0]!;
        const subject = {
          image,
          shape: inputShape,
          scores: (values: Float32Array) => {
            const logits = logitsOf(values);
            return Float32Array.from(
              { length: logits.length / classes },
              (_, position) => logits[position * classes + target]!,
            );
          },
        };
        const brightness = Float32Array.from({ length: height * width }, (_, pixel) =>
          Math.abs(image[pixel * channels]!),
        );
        pixelFlipping.measure(brightness, subject, {
          generator: generatorFor(1),
          batchSize: BATCH,
          steps,
        });
      }
    },
    bare: () => {
      for (let index = 0; index < FLIPPED_IMAGES; index++) {
        predicting();
        for (const pass of flipping) pass();
      }
    },
    peers: [
      {
        name: 'quantus',
        task: { task: 'quantus', arguments: { images: FLIPPED_IMAGES, step: FLIPPED_TOGETHER } },
      },
    ],
    // All images at once, once a step.
    bareOfPeers: {
      task: 'forward',
      arguments: { evaluations: steps * FLIPPED_IMAGES, batch: FLIPPED_IMAGES },
    },
  };
}

function trainingContest({ engine, trained, settings }: Contestants): Contest {
  const { inputShape, classes } = trained.architecture;
  const state = initialTrainingState(trained, settings);
  const images: Tensor4D = tf.randomUniform([TRAINING_BATCH, ...inputShape], 0, 1, 'float32', 1);
  const labels: Tensor1D = tf.tensor1d(
    Int32Array.from({ length: TRAINING_BATCH }, (_, image) => image % classes),
    'int32',
  );
  return {
    id: 'training',
    title: 'Training',
    work: `one step of the CIFAR-10 network on ${TRAINING_BATCH} images: forward, backward, Nesterov`,
    goal: 1,
    trainedImages: TRAINING_BATCH,
    ours: () => {
      const { loss, correct } = trainingStep(
        state,
        { images, labels },
        {
          settings,
          batchNorm: engine.trainingBatchNorm ?? composedBatchNorm,
          totalSteps: 1000,
          epoch: 0,
          generator: generatorFor(1),
        },
      );
      loss.dataSync();
      tf.dispose([loss, correct]);
    },
    peers: [{ name: 'PyTorch', task: { task: 'train', arguments: { batch: TRAINING_BATCH } } }],
  };
}

/** Forward passes of a batch that holds one image many times, and nothing else. */
function bareForward(
  network: Network,
  image: Float32Array,
  passes: number,
  batch: number,
): () => void {
  const images = batchOf(image, network.architecture.inputShape, batch);
  return () => {
    for (let pass = 0; pass < passes; pass++) {
      predict(network, images);
    }
  };
}

/** One forward pass. Nothing is returned: tidy would look for tensors among the numbers. */
function predict(network: Network, images: Tensor4D): void {
  tf.tidy(() => {
    forward(network, images).dataSync();
  });
}

/** Sizes of the batches in which so many images are evaluated. */
function batchesOf(images: number): number[] {
  return Array.from({ length: Math.ceil(images / BATCH) }, (_, batch) =>
    Math.min(BATCH, images - batch * BATCH),
  );
}

function batchOf(
  image: Float32Array,
  shape: readonly [number, number, number],
  count: number,
): Tensor4D {
  return tf.tidy(() => tf.tile(tf.tensor4d(image, [1, ...shape]), [count, 1, 1, 1]));
}

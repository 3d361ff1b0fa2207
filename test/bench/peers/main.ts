import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadDataset } from '../../../compute/datasets/loadDataset.ts';
import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { quantile } from '../../../compute/metrics/bootstrap.ts';
import { cifar10 } from '../../../compute/networks/architectures/cifar10.ts';
import { foldRepeatedChannels } from '../../../compute/networks/foldRepeatedChannels.ts';
import { forward } from '../../../compute/networks/forward.ts';
import { initialWeights } from '../../../compute/networks/initialWeights.ts';
import { loadNetwork, type Network } from '../../../compute/networks/network.ts';
import { generatorFor } from '../../../compute/random/generator.ts';
import { peerTimingsSchema, type PeerTimings } from '../../../compute/results/peerTimings.ts';
import { imageValues } from '../../../compute/steps/imageValues.ts';
import { cifar10 as cifarStudy } from '../../../compute/studies/cifar10.ts';
import { trainingSettingsSchema } from '../../../compute/training/settings.ts';
import { contestsOf, type Contest } from './contests.ts';
import { pythonWithPeers } from './environment.ts';
import { writeExchange } from './exchange.ts';
import { publishedNetwork } from '../../networks/publishedNetwork.ts';
import { PythonPeers, type Milliseconds } from './pythonPeers.ts';
import { takeTurns, type Turn } from './turns.ts';

const ROUNDS = Number(process.env['IIC_ROUNDS'] ?? 7);
const IMAGES = 50;
const CELL = 4;
/** The networks of both sides must agree so far, in logits. */
const SAME = 1e-3;

const OUTPUT = path.resolve('content/timings/peers.json');

const engine = await chooseEngine('native');
const python = new PythonPeers(pythonWithPeers());
const folder = mkdtempSync(path.join(tmpdir(), 'peers-'));
try {
  const explained = foldRepeatedChannels(publishedNetwork('mnist', '2021'));
  const trained = initialWeights(cifar10, 'identity', generatorFor(1));
  const images = imageValues(await loadDataset('mnist/test'), 0, IMAGES);
  writeExchange(folder, { explained, trained, images, cell: CELL });
  const { versions, logits } = await python.open(folder);
  const network = loadNetwork(explained);
  checkLogits(network, images, logits);

  const settings = trainingSettingsSchema.parse(
    (cifarStudy.steps[0]!.parameters as { settings: unknown }).settings,
  );
  const contests: PeerTimings['contests'] = [];
  for (const contest of contestsOf({
    engine,
    explained: network,
    trained,
    settings,
    images,
    cell: CELL,
  })) {
    contests.push(await hold(contest, python));
    process.stdout.write(`${describe(contests.at(-1)!, contest.trainedImages)}\n`);
  }
  const timings = peerTimingsSchema.parse({
    note: 'Measured on the machine described, in turn; other machines have other numbers.',
    machine: {
      processor: cpus()[0]!.model,
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      engine: engine.description,
      packages: versions,
    },
    rounds: ROUNDS,
    contests,
  });
  writeFileSync(OUTPUT, `${JSON.stringify(timings, null, 2)}\n`);
  process.stdout.write(`Written to ${path.relative('.', OUTPUT)}\n`);
} finally {
  python.close();
  rmSync(folder, { recursive: true });
}

/** Ours, our bare passes, those of the peers and the peers, where there are any, each in its turn. */
async function hold(
  contest: Contest,
  peers: PythonPeers,
): Promise<PeerTimings['contests'][number]> {
  const { id, title, work, goal, ours, bare, bareOfPeers } = contest;
  const turns: Turn[] = [
    () => timeOf(ours),
    ...contest.peers.map(
      ({ task }): Turn =>
        () =>
          peers.time(task),
    ),
  ];
  const bareTurns: Turn[] = [];
  if (bare) bareTurns.push(() => timeOf(bare));
  if (bareOfPeers) bareTurns.push(() => peers.time(bareOfPeers));
  const times = await takeTurns([...turns, ...bareTurns], ROUNDS);
  const [own, ...theirs] = times.slice(0, turns.length) as [Milliseconds[], ...Milliseconds[][]];
  const bareTimes = times.slice(turns.length);
  const ownBare = bare ? bareTimes.shift()! : [];
  const peersBare = bareOfPeers ? bareTimes.shift()! : [];
  return {
    id,
    title,
    work,
    goal,
    ours: { name: 'this project', ...contender(own, ownBare) },
    peers: contest.peers.map(({ name }, index) => ({
      name,
      ...contender(theirs[index]!, peersBare),
      ratio: spread(own.map(({ wall }, round) => wall / theirs[index]![round]!.wall)),
    })),
  };
}

function timeOf(task: () => void): Milliseconds {
  const used = process.cpuUsage();
  const start = performance.now();
  task();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { wall, processor: (user + system) / 1000 };
}

function contender(timings: readonly Milliseconds[], bare: readonly Milliseconds[]) {
  const wall = timings.map((timing) => timing.wall);
  return {
    milliseconds: median(wall),
    processorMilliseconds: median(timings.map(({ processor }) => processor)),
    forwardShare:
      bare.length === 0
        ? null
        : median(bare.map((forwardOnly, round) => forwardOnly.wall / wall[round]!)),
  };
}

function spread(values: readonly number[]) {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

/** @param images that the work takes, where its speed is told in images a second too */
function describe(
  { title, goal, ours, peers }: PeerTimings['contests'][number],
  images?: number,
): string {
  const told = (milliseconds: number) =>
    images === undefined
      ? `${milliseconds.toFixed(0)} ms`
      : `${milliseconds.toFixed(0)} ms (${((1000 * images) / milliseconds).toFixed(0)} images/s)`;
  const theirs = peers.map(
    ({ name, milliseconds, ratio }) =>
      `${name} ${told(milliseconds)}, ratio ${ratio.median.toFixed(3)}`,
  );
  return `${title}: ${told(ours.milliseconds)}; ${theirs.join('; ')} (goal ${goal})`;
}

function checkLogits(network: Network, values: Float32Array, theirs: number[][]): void {
  const { inputShape, classes } = network.architecture;
  const count = theirs.length;
  const size = inputShape[0] * inputShape[1] * inputShape[2];
  const own = tf.tidy(() =>
    forward(network, tf.tensor4d(values.slice(0, count * size), [count, ...inputShape])).dataSync(),
  );
  theirs.flat().forEach((logit, index) => {
    if (Math.abs(logit - own[index]!) > SAME) {
      const image = Math.floor(index / classes);
      throw new Error(`PyTorch has another network: ${logit}, not ${own[index]}, image ${image}`);
    }
  });
}

/**
 * Explains the first images of MNIST's test set with the published 2021 network, as the study does, block
 * by block, and prints the most memory that the process ever held, in bytes.
 * Run: node test/bench/explainImages.ts lrp|lime IMAGES
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadDataset } from '../../compute/datasets/loadDataset.ts';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { explainLime } from '../../compute/steps/explainLime.ts';
import { explainLrp } from '../../compute/steps/explainLrp.ts';
import { MemoryInputs, runStep } from '../steps/memoryInputs.ts';

/** Few, so that it is the number of images that takes the time. */
const EVALUATIONS = 20;

const [method, count] = process.argv.slice(2);
const images = Number(count);
const models = path.resolve(import.meta.dirname, '../../public/models/mnist');
const set = await loadDataset('mnist/test');
const engine = await chooseEngine('wasm');
const inputs = new MemoryInputs(set);
inputs.steps.set(
  'train-2021',
  new Map(['2021.json', '2021.bin'].map((name) => [name, readFileSync(path.join(models, name))])),
);
const common = { network: '2021', dataset: set.name, images, blockSize: 100 };
const { stored } =
  method === 'lime'
    ? await runStep(explainLime, { ...common, evaluations: EVALUATIONS }, inputs, engine)
    : await runStep(explainLrp, { ...common, composite: 'epsilonGammaBox' }, inputs, engine);
if (stored?.get('targets.u8')?.length !== images) throw new Error('not all images were explained');
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);

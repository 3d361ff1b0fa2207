/**
 * Explains the first images of MNIST's test set by LRP with the published 2021 network, as the study
 * does, block by block, and prints the most memory that the process ever held, in bytes.
 * Run: node test/bench/explainImages.ts IMAGES
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadDataset } from '../../compute/datasets/loadDataset.ts';
import { chooseEngine } from '../../compute/engine/chooseEngine.ts';
import { explainLrp } from '../../compute/steps/explainLrp.ts';
import { MemoryInputs, runStep } from '../steps/memoryInputs.ts';

const images = Number(process.argv[2]);
const models = path.resolve(import.meta.dirname, '../../public/models/mnist');
const set = await loadDataset('mnist/test');
const engine = await chooseEngine('wasm');
const inputs = new MemoryInputs(set);
inputs.steps.set(
  'train-2021',
  new Map(['2021.json', '2021.bin'].map((name) => [name, readFileSync(path.join(models, name))])),
);
const parameters = {
  network: '2021',
  dataset: set.name,
  images,
  blockSize: 100,
  composite: 'epsilonGammaBox',
};
const { stored } = await runStep(explainLrp, parameters, inputs, engine);
if (stored?.get('targets.u8')?.length !== images) throw new Error('not all images were explained');
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);

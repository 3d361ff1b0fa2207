import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { sha256 } from '../../../compute/pipeline/digest.ts';
import { Store } from '../../../compute/pipeline/store.ts';
import type {
  AnyStep,
  Files,
  InputReader,
  Outputs,
  Step,
  UnitContext,
} from '../../../compute/pipeline/step.ts';
import { toyImages } from './toyDataset.ts';
import type { ToySettings } from './toySettings.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(`${text}\n`);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).trim();
const one = (name: string, text: string): Files => new Map([[name, encode(text)]]);

/** Three toy kinds of step whose outputs are digests of everything they should depend on. */
export function toySteps(root: string, settings: ToySettings): readonly AnyStep[] {
  const entry = (id: string): string => pathToFileURL(path.join(root, 'steps', `${id}.ts`)).href;

  const trainParameters = z.strictObject({
    epochs: z.number(),
    rate: z.number(),
    remark: z.string(),
  });
  const train: Step<z.infer<typeof trainParameters>> = {
    id: 'train',
    summary: 'chains digests, as epochs chain weights',
    parameters: trainParameters,
    entry: entry('train'),
    inputs: () => ({ datasets: ['toy/train'], steps: [] }),
    units: ({ epochs }) => Array.from({ length: epochs }, (_, epoch) => `epoch-${epoch + 1}`),
    sequential: true,
    runUnit: async ({ unit, previous, parameters, seed, inputs, report }) => {
      const images = await inputs.dataset('toy/train');
      await pause(settings, report);
      const before = previous === undefined ? 'start' : decode(previous.get('weights')!);
      return one('weights', sha256(images.pixels, `${before} ${unit} ${parameters.rate} ${seed}`));
    },
    collect: async ({ unit, units }): Promise<Outputs> => {
      const weights = decode((await unit(units.at(-1)!)).get('weights')!);
      return {
        stored: one('checkpoint.bin', `checkpoint ${weights}`),
        results: one('training.json', JSON.stringify({ weights })),
        models: one('network.bin', weights),
      };
    },
  };

  const explainParameters = z.strictObject({ blocks: z.number(), strength: z.number().default(1) });
  const explain: Step<z.infer<typeof explainParameters>> = {
    id: 'explain',
    summary: 'one digest a block',
    parameters: explainParameters,
    entry: entry('explain'),
    inputs: () => ({ datasets: ['toy/test'], steps: ['train'] }),
    units: ({ blocks }) => Array.from({ length: blocks }, (_, block) => `block-${block}`),
    sequential: false,
    runUnit: async ({ unit, inputs, seed, parameters, report }) => {
      const network = decode(await inputs.file('train', 'checkpoint.bin'));
      const images = await inputs.dataset('toy/test');
      await misbehave(root, settings, inputs, images.pixels);
      await pause(settings, report);
      const facts = [network, unit, seed, parameters.strength, settings.behaviour].join(' ');
      return one('map', sha256(images.pixels, facts));
    },
    collect: async ({ unit, units }) => {
      const maps: string[] = [];
      for (const name of units) maps.push(decode((await unit(name)).get('map')!));
      return { stored: one('maps.bin', maps.join(' ')) };
    },
  };

  const summariseParameters = z.strictObject({ file: z.string() });
  const summarise: Step<z.infer<typeof summariseParameters>> = {
    id: 'summarise',
    summary: 'one number from all maps',
    parameters: summariseParameters,
    entry: entry('summarise'),
    inputs: () => ({ datasets: [], steps: ['explain'] }),
    units: () => (settings.summaryCollects ? [] : ['all']),
    sequential: false,
    runUnit: async ({ inputs, report }) => {
      const maps = decode(await inputs.file('explain', 'maps.bin'));
      await pause(settings, report);
      return one('sum', sha256(maps));
    },
    collect: async ({ unit, inputs, parameters }) => {
      const sum = settings.summaryCollects
        ? sha256(decode(await inputs.file('explain', 'maps.bin')))
        : decode((await unit('all')).get('sum')!);
      const value = parseInt(sum.slice(0, 6), 16) / 0xffffff;
      const estimate = { value, low: value - 0.01, high: value + 0.01 };
      return { results: one(parameters.file, JSON.stringify({ accuracy: estimate, images: 4 })) };
    },
  };
  return [train, explain, summarise] as unknown as readonly AnyStep[];
}

async function pause(
  { delay }: ToySettings,
  report: UnitContext<unknown>['report'],
): Promise<void> {
  report({ done: 0.5, note: 'half way' });
  await sleep(delay);
}

async function misbehave(
  root: string,
  { fault }: ToySettings,
  inputs: InputReader,
  pixels: Uint8Array,
): Promise<void> {
  if (fault === 'undeclared-dataset') await inputs.dataset('toy/train');
  if (fault === 'undeclared-file') await inputs.file('summarise', 'summary.json');
  if (fault === 'swallowed-read') await inputs.dataset('toy/train').catch(() => undefined);
  if (fault === 'writes-into-images') pixels[0] = 99;
  if (fault === 'dies') process.kill(process.pid, 'SIGKILL');
  if (fault === 'reads-file') readFileSync(path.join(import.meta.dirname, '../../../README.md'));
  if (fault === 'reads-object') readFileSync(firstEpochObject(root));
  if (fault === 'writes-file') writeFileSync(path.join(tmpdir(), 'written-by-a-toy'), 'x');
  if (fault === 'starts-process') execFileSync(process.execPath, ['--version']);
  if (fault === 'hoards') hoard((size) => Array.from({ length: size }, Math.random));
  if (fault === 'hoards-buffers') hoardBuffers();
  if (fault === 'fails') throw new Error('the toy step fails as asked');
}

/** What the first epoch of training left in the store: no output of a step, but its name is known. */
function firstEpochObject(root: string): string {
  const text = encode(sha256(toyImages('toy/train', 0).pixels, 'start epoch-1 0.5 7'));
  return new Store(path.join(root, '.store')).objectPath(sha256(text));
}

const BUFFER = 2 ** 26;
const MOST_BUFFERS = 64;

/** Fills buffers, which the limit of the heap does not count, until no more are given. */
function hoardBuffers(): never {
  const held: Uint8Array[] = [];
  while (held.length < MOST_BUFFERS) held.push(new Uint8Array(BUFFER).fill(1));
  throw new Error(`nothing limits the memory of this process: ${held.length} buffers were filled`);
}

/** Holds more and more memory until there is none left. */
function hoard(more: (size: number) => readonly number[]): never {
  const held: (readonly number[])[] = [];
  for (;;) held.push(more(1e5));
}

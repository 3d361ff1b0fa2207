import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { sha256 } from '../pipeline/digest.ts';
import { UserError } from '../pipeline/userError.ts';
import { printJson, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { engineOption } from './options.ts';

interface KerasFlags {
  readonly dataset: string;
  readonly images: number;
  readonly mean?: number[];
  readonly deviation?: number[];
  readonly engine?: string;
  readonly json?: boolean;
}

const DETAILS = `
Reads a Sequential model that Keras saved as HDF5 (.h5) and asks it about test images, so that whoever
holds the weights of an earlier study can check them. Grey images are shown as equal channels where the
network wants more. Numbers for --mean and --deviation are in pixels of 0 to 1.`;

/** `keras`: how a network that Keras saved fares on test images. */
export function kerasCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('keras')
    .summary('read a network that Keras saved as .h5, and ask it about test images')
    .argument('<file>', 'the .h5 file')
    .option('--dataset <name>', 'images to ask about', 'mnist/test')
    .option('--images <n>', 'the first so many of them', parseCount, 10_000)
    .option('--mean <numbers>', 'subtracted from pixels first, one or one a channel', parseNumbers)
    .option('--deviation <numbers>', 'pixels are divided by it then', parseNumbers)
    .addOption(engineOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', DETAILS)
    .action(async (file: string, flags: KerasFlags) => exit(await check(context, file, flags)));
}

async function check(
  { openProject, terminal }: CommandContext,
  file: string,
  { dataset, images, mean, deviation, engine, json }: KerasFlags,
): Promise<ExitCode> {
  const [{ readForeignKerasFile }, { pixelInput }, { checkNetwork }] = await Promise.all([
    import('../keras/readForeignKerasFile.ts'),
    import('../keras/pixelInput.ts'),
    import('../keras/checkNetwork.ts'),
  ]);
  const stored = await readForeignKerasFile(file);
  const project = await openProject({ engine });
  const set = await project.datasets.load(dataset);
  const channels = stored.architecture.inputShape[2];
  if (set.shape[2] !== channels && set.shape[2] !== 1) {
    throw new UserError(`${file} takes ${channels} channels, ${dataset} has ${set.shape[2]}.`);
  }
  if ((mean === undefined) !== (deviation === undefined)) {
    throw new UserError('Give both --mean and --deviation, or neither.');
  }
  const repeat = channels / set.shape[2];
  const network = pixelInput(stored, {
    repeat,
    mean: perChannel(mean, channels),
    deviation: perChannel(deviation, channels),
  });
  await project.engineOf().start();
  const found = {
    file,
    sha256: sha256(await readFile(file)),
    dataset,
    ...checkNetwork(network, set, images),
  };
  if (json) printJson(terminal.out, found);
  else {
    printLine(terminal.out, `${found.name}: ${found.layers.join(', ')}`);
    printLine(terminal.out, `parameters     ${found.parameters}`);
    printLine(terminal.out, `SHA-256        ${found.sha256}`);
    printLine(terminal.out, `images         ${found.images} of ${dataset}`);
    printLine(terminal.out, `accuracy       ${found.accuracy.toFixed(4)}`);
    printLine(terminal.out, `cross-entropy  ${found.crossEntropy.toFixed(5)}`);
  }
  return EXIT.ok;
}

function perChannel(numbers: number[] | undefined, channels: number): number[] | undefined {
  return numbers?.length === 1 ? Array<number>(channels).fill(numbers[0]!) : numbers;
}

function parseNumbers(text: string): number[] {
  const numbers = text.split(',').map(Number);
  if (text.trim() === '' || !numbers.every(Number.isFinite)) {
    throw new InvalidArgumentError('give numbers with commas between them.');
  }
  return numbers;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError('give a whole number from 1 up.');
  }
  return count;
}

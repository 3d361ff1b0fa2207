import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { UserError } from '../pipeline/userError.ts';
import { printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { compareCommand } from './compare.ts';
import { confirmCommand } from './confirm.ts';
import { dataCommand } from './data.ts';
import { engineCommand } from './engine.ts';
import { gcCommand } from './gc.ts';
import { kerasCommand } from './keras.ts';
import { mergeCommand } from './merge.ts';
import { quickCommand } from './quick.ts';
import { reportCommand } from './report.ts';
import { verifyCommand } from './verify.ts';
import { runCommand } from './run.ts';
import { statusCommand } from './status.ts';
import { workerCommand } from './worker.ts';

const COMMANDS = [
  reportCommand,
  quickCommand,
  statusCommand,
  runCommand,
  verifyCommand,
  confirmCommand,
  compareCommand,
  mergeCommand,
  gcCommand,
  engineCommand,
  dataCommand,
  kerasCommand,
] as const;

const HELP = `
Examples:
  npm run compute -- status --why          what is stale, and what changed
  npm run compute -- run mnist             bring one study up to date
  npm run compute -- run mnist --dry-run   what that would do, and how long it would take
  npm run compute -- run mnist --only degrade --force
  npm run compute -- verify mnist          hash everything, recompute a random sample
  npm run compute -- keras model.h5        check weights that Keras saved
  npm run compute -- confirm mnist         keep results after a change that only renames things

Spread over machines: each runs its shard into its own store, then one place merges them.
  npm run compute -- run mnist --shard 2/8 --store shard-2
  npm run compute -- merge shard-*
  npm run compute -- run mnist

With a graphics card: two processors need days for what it computes in minutes.
  npm run compute -- run cifar10 --engine webgpu

A run can be stopped at any time and started again: finished units are kept.

Exit codes:
  ${EXIT.ok}    all went well
  ${EXIT.error}    an error, explained in one line
  ${EXIT.usage}    the command line was not understood
  ${EXIT.stale}    status --check: something is stale or missing
  ${EXIT.verification}    verify: bytes are not what they should be
  ${EXIT.interrupted}  stopped by Ctrl-C
  ${EXIT.outputClosed}  stopped because nobody reads the output any more

Environment:
  IIC_STORE    folder of the store     IIC_ENGINE   native, wasm, webgpu or cpu
  IIC_DATA     folder of data sets`;

/** Runs a command line and returns its exit code. */
export async function runCommandLine(
  words: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  let code: ExitCode = EXIT.ok;
  const exit = (given: ExitCode): void => void (code = given);
  const program = new Command('compute')
    .description('Computes the studies of the report and publishes their results.')
    .addHelpText('after', HELP);
  for (const command of COMMANDS) program.addCommand(command(context, exit));
  program.addCommand(workerCommand(context), { hidden: true });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    });
  }
  const interrupted = stopOnInterrupt(context);
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    printLine(terminal.err, `error: ${explain(error)}`);
    return EXIT.error;
  } finally {
    process.off('SIGINT', interrupted);
  }
}

/** Anything but a mistake of ours is told in one line. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UserError || process.env['IIC_DEBUG'] === undefined) return error.message;
  return inspect(error);
}

/** Units are saved as they finish, so stopping loses the present unit only. */
function stopOnInterrupt({ terminal }: CommandContext): () => void {
  const stop = (): void => {
    printLine(terminal.err, '\nStopped. Finished units are kept; the same command goes on.');
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', stop);
  return stop;
}

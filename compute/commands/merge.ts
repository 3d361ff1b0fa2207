import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { lockStore } from '../pipeline/lock.ts';
import { mergeStore } from '../pipeline/mergeStores.ts';
import { storeOf } from '../pipeline/project.ts';
import { Store } from '../pipeline/store.ts';
import { UserError } from '../pipeline/userError.ts';
import { printJson, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { storeOption } from './options.ts';

interface MergeFlags {
  readonly store?: string;
  readonly json?: boolean;
}

/** `merge`: take over what shards computed. */
export function mergeCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('merge')
    .summary('take over what shards computed in stores of their own; then `run` collects it')
    .argument('<stores...>', 'store folders of the shards')
    .addOption(storeOption())
    .option('--json', 'print one JSON document')
    .action(async (stores: string[], flags: MergeFlags) =>
      exit(await merge(context, stores, flags)),
    );
}

async function merge(
  { openProject, terminal }: CommandContext,
  stores: readonly string[],
  flags: MergeFlags,
): Promise<ExitCode> {
  const project = await openProject({ store: flags.store });
  const target = storeOf(project);
  const release = lockStore(target.folder);
  const results = [];
  try {
    for (const folder of stores.map((given) => path.resolve(given))) {
      await stat(path.join(folder, 'records')).catch((error: unknown) => {
        throw new UserError(`${folder} is not a store: it has no folder "records".`, {
          cause: error,
        });
      });
      results.push({ store: folder, ...(await mergeStore(target, new Store(folder))) });
    }
  } finally {
    release();
  }
  if (flags.json) printJson(terminal.out, results);
  else {
    for (const { store, units, steps, skipped } of results) {
      printLine(terminal.out, `${store}: ${units} units and ${steps} finished steps taken over`);
      for (const reason of skipped) printLine(terminal.out, `  left out: ${reason}`);
    }
    printLine(terminal.out, 'Now `run` collects and publishes the steps that are complete.');
  }
  return results.some(({ skipped }) => skipped.length > 0) ? EXIT.error : EXIT.ok;
}

import { Command } from 'commander';
import { collectGarbage } from '../pipeline/gc.ts';
import { lockStore } from '../pipeline/lock.ts';
import { printJson, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { storeOption } from './options.ts';

interface GcFlags {
  readonly dryRun?: boolean;
  readonly store?: string;
  readonly json?: boolean;
}

/** `gc`: remove from the store what no study uses. */
export function gcCommand(
  { openProject, terminal }: CommandContext,
  exit: (code: ExitCode) => void,
): Command {
  return new Command('gc')
    .summary('remove from the store what no study uses any more')
    .option('--dry-run', 'only say what would be removed')
    .addOption(storeOption())
    .option('--json', 'print one JSON document')
    .action(async ({ dryRun = false, store, json }: GcFlags) => {
      const project = await openProject({ store });
      const release = lockStore(project.folders.store);
      try {
        const collected = await collectGarbage(project, dryRun);
        const { steps, objects, bytes } = collected;
        if (json) printJson(terminal.out, { dryRun, ...collected });
        else {
          const size = (bytes / 1e6).toFixed(1);
          printLine(
            terminal.out,
            `${dryRun ? 'Would remove' : 'Removed'} ${steps} steps and ${objects} objects, ${size} MB.`,
          );
        }
      } finally {
        release();
      }
      exit(EXIT.ok);
    });
}

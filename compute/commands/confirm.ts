import { Command } from 'commander';
import { confirmStudy } from '../pipeline/confirm.ts';
import { lockStore } from '../pipeline/lock.ts';
import { chooseProgress } from '../pipeline/progress.ts';
import { chooseStudies, printJson, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { parseShare, storeOption } from './options.ts';

interface ConfirmFlags {
  readonly sample: number;
  readonly store?: string;
  readonly json?: boolean;
}

const DETAILS = `
For steps that are stale only because their code changed. A random sample of units, and the
collecting of all, is computed with the new code; if every byte is equal, the step is recorded as
fresh, and the manifest says how many units were confirmed. Otherwise it stays stale.`;

/** `confirm`: keep results that a change of code left as they are. */
export function confirmCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('confirm')
    .summary('keep results that a change of code left as they are')
    .argument('[study...]', 'studies; all but `quick` when none is named')
    .option('--sample <share>', 'share of units to recompute, at least one', parseShare, 0.02)
    .addOption(storeOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', DETAILS)
    .action(async (names: string[], flags: ConfirmFlags) =>
      exit(await confirm(context, names, flags)),
    );
}

async function confirm(
  { openProject, terminal }: CommandContext,
  names: readonly string[],
  flags: ConfirmFlags,
): Promise<ExitCode> {
  const project = await openProject({ store: flags.store });
  const studies = chooseStudies(project, names);
  const release = lockStore(project.folders.store);
  const progress = chooseProgress(false, terminal.err);
  const results = [];
  try {
    const report = terminal.err.isTTY ? progress.report : () => undefined;
    for (const study of studies) {
      const engine = await project.engineOf(study).start();
      for (const step of await confirmStudy(project, study, engine, flags.sample, report)) {
        results.push({ study: study.id, ...step });
      }
    }
  } finally {
    progress.close();
    release();
  }
  if (flags.json) printJson(terminal.out, results);
  else {
    if (results.length === 0) printLine(terminal.out, 'Nothing is stale.');
    for (const { study, step, confirmed, reason } of results) {
      const verdict = confirmed ? 'confirmed' : 'left stale';
      printLine(terminal.out, `${study}/${step}: ${verdict}: ${reason}`);
    }
  }
  return EXIT.ok;
}

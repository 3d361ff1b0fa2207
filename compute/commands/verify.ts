import { Command } from 'commander';
import { lockStore } from '../pipeline/lock.ts';
import { chooseProgress } from '../pipeline/progress.ts';
import { storeOf } from '../pipeline/project.ts';
import {
  verifyPublished,
  verifySample,
  verifyStore,
  type Verification,
} from '../pipeline/verify.ts';
import { chooseStudies, printJson, printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { engineOption, parseShare, storeOption } from './options.ts';

interface VerifyFlags {
  readonly sample: number;
  readonly accuracy?: boolean;
  readonly engine?: string;
  readonly store?: string;
  readonly json?: boolean;
}

/** `verify`: are the bytes what they should be? */
export function verifyCommand(context: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('verify')
    .summary('hash everything again and recompute a random sample')
    .argument('[study...]', 'studies; all but `quick` when none is named')
    .option('--sample <share>', 'share of units to recompute, 0 to 1', parseShare, 0.01)
    .option('--accuracy', 'classify the test images again with the published weights instead')
    .addOption(engineOption())
    .addOption(storeOption())
    .option('--json', 'print one JSON document')
    .action(async (names: string[], flags: VerifyFlags) =>
      exit(await verify(context, names, flags)),
    );
}

async function verify(
  { openProject, terminal }: CommandContext,
  names: readonly string[],
  flags: VerifyFlags,
): Promise<ExitCode> {
  const { engine: engineName, ...rest } = flags;
  const project = await openProject({ ...rest, engine: engineName });
  const studies = chooseStudies(project, names);
  const release = lockStore(project.folders.store);
  const progress = chooseProgress(false, terminal.err);
  const parts = new Map<string, Verification>();
  try {
    parts.set('store', await verifyStore(storeOf(project)));
    for (const study of studies) {
      parts.set(`${study.id}, published`, await verifyPublished(project.folders, study));
    }
    if (flags.accuracy) {
      const { verifyAccuracy } = await import('../steps/publishedAccuracy.ts');
      for (const study of studies) {
        parts.set(
          `${study.id}, accuracy`,
          await verifyAccuracy(project, study, showShare(terminal)),
        );
      }
    } else if (flags.sample > 0) {
      for (const study of studies) {
        const engine = await project.engineOf(study).start();
        const report = terminal.err.isTTY ? progress.report : () => undefined;
        const sample = await verifySample(project, study, engine, flags.sample, report);
        parts.set(`${study.id}, recomputed units`, sample);
      }
    }
  } finally {
    progress.close();
    release();
  }
  if (flags.json) printJson(terminal.out, Object.fromEntries(parts));
  else {
    for (const [name, { checked, problems, notes }] of parts) {
      const verdict = problems.length === 0 ? 'no problem' : `${problems.length} problems`;
      printLine(terminal.out, `${name}: ${checked} checked, ${verdict}`);
      for (const problem of problems) printLine(terminal.out, `  WRONG ${problem}`);
      for (const note of notes) printLine(terminal.out, `  ${note}`);
    }
  }
  const wrong = [...parts.values()].some(({ problems }) => problems.length > 0);
  return wrong ? EXIT.verification : EXIT.ok;
}

/** A line that is written over, on a terminal only. */
function showShare({ err }: CommandContext['terminal']): (network: string, done: number) => void {
  return (network, done) => {
    if (err.isTTY) err.write(`\r${network}: ${Math.round(100 * done)} %${done < 1 ? '' : '\n'}`);
  };
}

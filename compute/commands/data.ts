import { Command } from 'commander';
import { printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';

/** `data`: fetches the data sets that no package holds. */
export function dataCommand({ terminal }: CommandContext, exit: (code: ExitCode) => void): Command {
  return new Command('data')
    .summary('fetch the data sets that no package holds; can be stopped and run again')
    .action(async () => {
      const { downloadDatasets } = await import('../datasets/downloadDatasets.ts');
      await downloadDatasets({ output: (line) => printLine(terminal.out, line) });
      exit(EXIT.ok);
    });
}

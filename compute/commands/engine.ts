import { Command } from 'commander';
import { printLine, type CommandContext } from './context.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';

/** `engine`: installs the native engine. */
export function engineCommand(
  { terminal }: CommandContext,
  exit: (code: ExitCode) => void,
): Command {
  return new Command('engine')
    .summary('install the native engine and verify it; everything works without, but slower')
    .action(async () => {
      const { installNativeEngine } = await import('../engine/install/installNativeEngine.ts');
      const output = (line: string): void => printLine(terminal.out, line);
      exit((await installNativeEngine({ output })) ? EXIT.ok : EXIT.error);
    });
}

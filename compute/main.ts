import { openProject } from './commands/openProject.ts';
import { runCommandLine } from './commands/program.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: { out: process.stdout, err: process.stderr },
  openProject,
});

import { openProject } from './commands/openProject.ts';
import { runCommandLine } from './commands/program.ts';
import { buildSite } from './commands/site.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: { out: process.stdout, err: process.stderr },
  openProject,
  buildSite,
  workerProgram: (options) => ({
    module: import.meta.filename,
    words: ['worker', JSON.stringify(options)],
  }),
});

import { stopWhenOutputCloses } from './commands/closedOutput.ts';
import { openProject } from './commands/openProject.ts';
import { runCommandLine } from './commands/program.ts';
import { buildSite } from './commands/site.ts';

for (const output of [process.stdout, process.stderr]) stopWhenOutputCloses(output);

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: { out: process.stdout, err: process.stderr },
  openProject,
  buildSite,
  workerProgram: (options) => ({
    module: import.meta.filename,
    words: ['worker', JSON.stringify(options)],
  }),
});

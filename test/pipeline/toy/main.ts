import { runCommandLine } from '../../../compute/commands/program.ts';
import { openToyProject } from './toyProject.ts';

/** The command line on a toy project: `node test/pipeline/toy/main.ts <folder> <words of the command>`. */
const [root, ...words] = process.argv.slice(2);

process.exitCode = await runCommandLine(words, {
  terminal: { out: process.stdout, err: process.stderr },
  openProject: (options) => openToyProject(root!, options),
  buildSite: () => Promise.resolve(),
  workerProgram: (options) => ({
    module: import.meta.filename,
    words: [root!, 'worker', JSON.stringify(options)],
  }),
});

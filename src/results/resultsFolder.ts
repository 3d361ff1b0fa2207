import { join } from 'node:path';

/** True when the site shows the quick run as well (`npm run quick`). */
export const showsQuickRun = process.env.IIC_QUICK === '1';

/**
 * Folder of a study's published results: `content/results` (or the folder that the environment
 * variable `IIC_RESULTS` names), and `.quick/results` for the quick run.
 */
export function resultsFolder(study: string): string {
  const root =
    study === 'quick' ? join('.quick', 'results') : (process.env.IIC_RESULTS ?? 'content/results');
  return join(root, study);
}

/** Folder of a study's published networks. */
export function modelsFolder(study: string): string {
  return join(study === 'quick' ? join('.quick', 'models') : join('public', 'models'), study);
}

/** What to do when a result is missing. */
export function remedy(study: string): string {
  return study === 'quick'
    ? 'run `npm run quick`'
    : `run \`npm run report\` to compute it, or restore ${resultsFolder(study)} from the repository`;
}

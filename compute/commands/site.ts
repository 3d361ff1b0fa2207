import { spawn } from 'node:child_process';
import path from 'node:path';
import { UserError } from '../pipeline/userError.ts';
import { printLine } from './context.ts';
import { ROOT } from './openProject.ts';

/**
 * Builds the site with Astro, whose messages go to the terminal.
 * @param quick whether the site has the page of the quick run
 * @throws UserError when the build fails
 */
export async function buildSite(quick: boolean): Promise<void> {
  const astro = path.join(ROOT, 'node_modules/astro/bin/astro.mjs');
  const child = spawn(process.execPath, [astro, 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...(quick && { IIC_QUICK: '1' }) },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) {
    throw new UserError(
      `The site could not be built (astro build ended with ${code ?? 'a signal'}); see above.`,
    );
  }
}

/** Says where the report lies and how to open it: its addresses begin at the root of a server. */
export function printSite(out: NodeJS.WritableStream, page = ''): void {
  printLine(out);
  printLine(out, `The report is in ${path.join(ROOT, 'dist')}.`);
  printLine(out, `To read it: npm run preview, then open http://localhost:4321/${page}`);
}

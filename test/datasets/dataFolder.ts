import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const BESIDE = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** `IIC_DATA`, else the data folder beside the checkout, else undefined. */
export const DATA_FOLDER: string | undefined =
  process.env['IIC_DATA'] ?? (existsSync(BESIDE) ? BESIDE : undefined);

/** Says on the terminal, not only in a report, that tests on real files did not run. */
export function warnOfSkipped(name: string): void {
  process.stderr.write(
    `\n*** SKIPPED: tests on the real files of ${name}. Set IIC_DATA to run them. ***\n\n`,
  );
}

/** A new empty folder, removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'datasets-test-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

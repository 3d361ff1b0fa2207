import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../compute/pipeline/manifest.ts';
import { Store } from '../../../compute/pipeline/store.ts';
import { UserError } from '../../../compute/pipeline/userError.ts';
import { openToyProject } from '../../pipeline/toy/toyProject.ts';
import { filesBelow, temporaryFolder, toy } from '../../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../../pipeline/toy/toySettings.ts';
import { often } from '../thoroughness.ts';
import { damagedText } from './damage.ts';

const folder = temporaryFolder();

describe('fuzzed files of the pipeline', () => {
  it('records are read as they were written, or count as absent', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run');
    const store = new Store(path.join(folder(), '.store'));
    const counts = { absent: 0, read: 0 };
    for (const [file, text] of Object.entries(filesBelow(folder(), '.store/records'))) {
      const at = path.join(folder(), file);
      const fingerprint = path.basename(path.dirname(file));
      const name = path.basename(file, '.json');
      const read = () =>
        name === 'step' ? store.readStep(fingerprint) : store.readUnit(fingerprint, name);
      const whole = await read();
      expect(whole).toBeDefined();
      await fc.assert(
        fc.asyncProperty(damagedText(text), async (damaged) => {
          writeFileSync(at, damaged);
          const found = await read();
          if (found === undefined) counts.absent++;
          else {
            counts.read++;
            expect(found).toEqual(whole);
          }
        }),
        { numRuns: often(20, 600), seed: 12, endOnFailure: true },
      );
      writeFileSync(at, text);
    }
    expect(counts.read).toBeGreaterThan(0);
    expect(counts.absent).toBeGreaterThan(counts.read);
  });

  it('manifests are read, or refused with their path', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run');
    const { folders, studies } = await openToyProject(folder(), {});
    const file = path.join(folder(), 'content/results/toy/manifest.json');
    expect(existsSync(file)).toBe(true);
    const counts = { refused: 0, read: 0 };
    await fc.assert(
      fc.asyncProperty(damagedText(readFileSync(file, 'utf8')), async (damaged) => {
        writeFileSync(file, damaged);
        try {
          await readManifest(folders, studies[0]!);
          counts.read++;
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          expect(error.message).toContain(file);
          counts.refused++;
        }
      }),
      { numRuns: often(150, 4000), seed: 13, endOnFailure: true },
    );
    expect(counts.read).toBeGreaterThan(0);
    expect(counts.refused).toBeGreaterThan(0);
  });
});

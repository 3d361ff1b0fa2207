import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../compute/pipeline/manifest.ts';
import { Store } from '../../../compute/pipeline/store.ts';
import { UserError } from '../../../compute/pipeline/userError.ts';
import { openToyProject } from '../../pipeline/toy/toyProject.ts';
import { filesBelow, temporaryFolder, toy } from '../../pipeline/toy/toyRuns.ts';
import { writeToySettings } from '../../pipeline/toy/toySettings.ts';
import { damagedText } from './damage.ts';
import { fuzz } from './fuzz.ts';

const folder = temporaryFolder();

/** What a damaged record is taken for. */
class Absent extends Error {}

describe('fuzzed files of the pipeline', () => {
  it('records are read as they were written, or count as absent', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run');
    const store = new Store(path.join(folder(), '.store'));
    for (const [file, text] of Object.entries(filesBelow(folder(), '.store/records'))) {
      const at = path.join(folder(), file);
      const fingerprint = path.basename(path.dirname(file));
      const name = path.basename(file, '.json');
      const read = () =>
        name === 'step' ? store.readStep(fingerprint) : store.readUnit(fingerprint, name);
      const whole = await read();
      expect(whole).toBeDefined();
      await fuzz({
        reader: 'record of the store',
        input: damagedText(text),
        isClear: (error) => error instanceof Absent,
        read: async (damaged) => {
          writeFileSync(at, damaged);
          const found = await read();
          if (found === undefined) throw new Absent();
          expect(found).toEqual(whole);
        },
      });
      writeFileSync(at, text);
    }
  });

  it('manifests are read, or refused with their path', async () => {
    await writeToySettings(folder());
    await toy(folder(), 'run');
    const { folders, studies } = await openToyProject(folder(), {});
    const file = path.join(folder(), 'content/results/toy/manifest.json');
    expect(existsSync(file)).toBe(true);
    await fuzz({
      reader: 'manifest',
      input: damagedText(readFileSync(file, 'utf8')),
      isClear: (error) => error instanceof UserError && error.message.includes(file),
      read: async (damaged) => {
        writeFileSync(file, damaged);
        await readManifest(folders, studies[0]!);
      },
    });
  });
});

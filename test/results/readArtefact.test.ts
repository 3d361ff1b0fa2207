import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { degradationSchema } from '../../compute/results/degradation.ts';
import { listArtefacts, parseArtefact, readArtefact } from '../../src/results/readArtefact.ts';
import { checkModels, readManifest, readVerifiedBytes } from '../../src/results/readManifest.ts';

let root: string;
const fileOf = (name: string) => join(root, 'mnist', name);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'results-'));
  cpSync('test/fixtures/results', root, { recursive: true });
  vi.stubEnv('IIC_RESULTS', root);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('readArtefact', () => {
  it('names file and field of what its schema refuses', () => {
    const file = fileOf('degradation.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"keptPixels": 157', '"keptPixels": -1'),
    );
    expect(() => readArtefact('mnist', 'degradation.json')).toThrow(
      /mnist\/degradation.json: keptPixels: /,
    );
  });

  it('names the file that is no JSON, or missing, or unknown', () => {
    writeFileSync(fileOf('degradation.json'), '{');
    expect(() => readArtefact('mnist', 'degradation.json')).toThrow(/not valid JSON/);
    expect(() => readArtefact('mnist', 'evaluation-none.json')).toThrow(/is missing; run/);
    expect(() => readArtefact('mnist', 'notes.json')).toThrow(/no schema .* has its name/);
  });
});

describe('parseArtefact', () => {
  it('says when the whole file is of another kind', () => {
    expect(() => parseArtefact('a.json', '7', degradationSchema)).toThrow(
      /^a.json: \(whole file\)/,
    );
  });
});

describe('readManifest', () => {
  it('knows the step of every published file', () => {
    const outputs = readManifest('mnist')!.steps.flatMap((step) => step.outputs);
    const files = listArtefacts('mnist').filter((file) => file !== 'manifest.json');
    expect(outputs.map(({ file }) => file).sort()).toEqual(files);
  });

  it('is undefined for a study without one', () => {
    expect(readManifest('none')).toBeUndefined();
  });
});

describe('readVerifiedBytes', () => {
  it('reads every published file as it was computed', () => {
    for (const file of listArtefacts('mnist')) {
      expect(readVerifiedBytes('mnist', file)).toEqual(readFileSync(fileOf(file)));
    }
  });

  it('refuses a file that was changed by hand', () => {
    const file = fileOf('degradation.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('0.83', '0.93'));
    expect(() => readVerifiedBytes('mnist', 'degradation.json')).toThrow(
      /degradation.json is not the file that was computed/,
    );
  });
});

describe('checkModels', () => {
  it('accepts the published networks, and names one that was changed or is missing', () => {
    vi.stubEnv('IIC_RESULTS', undefined);
    const models = join(root, 'models');
    cpSync('public/models/mnist', models, { recursive: true });
    checkModels('mnist', models);
    const { file } = readManifest('mnist')!
      .steps.flatMap(({ outputs }) => outputs)
      .find(({ kind }) => kind === 'models')!;
    const bytes = readFileSync(join(models, file));
    writeFileSync(join(models, file), bytes.with(9, bytes[9]! ^ 1));
    expect(() => checkModels('mnist', models)).toThrow(`${file} is not the file that was computed`);
    rmSync(join(models, file));
    expect(() => checkModels('mnist', models)).toThrow(`${file} is missing`);
  });
});

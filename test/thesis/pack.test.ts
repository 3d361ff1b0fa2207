import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { labelStem } from '../../src/figures/figure.ts';
import { printedParts } from '../../src/figures/print/parts.ts';
import { PRINT_WIDTHS } from '../../src/figures/print/size.ts';
import { figureDefinitions, figureOf } from '../../src/figures/registry.ts';
import { tableChoices, tableStem } from '../../src/tables/registry.ts';
import { thesisPack, type PackFiles } from '../../src/thesis/pack.ts';
import { zipOf } from '../../src/thesis/zip.ts';
import { pdfFacts } from '../figures/print/pdfFacts.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

const run = promisify(execFile);

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const missing = ['pdflatex', 'bibtex', 'pdffonts', 'pdfimages'].filter(
  (name) => !isInstalled(name),
);
const mustCompile = missing.length === 0 || !['', undefined, 'false'].includes(process.env['CI']);
if (!mustCompile) {
  process.stderr.write(
    `\n*** SKIPPED: compiling the thesis pack, for want of ${missing.join(', ')}. Debian: apt-get install ` +
      'poppler-utils lmodern texlive-latex-recommended texlive-pictures texlive-science ***\n\n',
  );
}

let files: PackFiles;
let folder: string;

useFixtureResults();
beforeAll(async () => {
  useFixtureResults();
  folder = await mkdtemp(path.join(tmpdir(), 'thesis-pack-'));
  files = await thesisPack('0.0.0');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const text = (name: string) => new TextDecoder().decode(files.get(name));

describe('the thesis pack', () => {
  it('has every figure in every width, in colour and in ink alone, without raster', () => {
    for (const { label } of figureDefinitions()) {
      const stem = labelStem(label);
      for (const variant of ['figures', 'figures-ink']) {
        for (const widthCm of PRINT_WIDTHS) {
          for (const part of printedParts(label, figureOf(label), widthCm)) {
            const file = `${String(10 * widthCm)}mm/${labelStem(part.label)}.pdf`;
            const facts = pdfFacts(files.get(`${variant}/${file}`)!);
            expect(facts.width).toBeCloseTo((widthCm / 2.54) * 72, 1);
            expect(facts.height).toBeLessThan(700);
            expect(facts).toMatchObject({
              images: 0,
              strangeFonts: 0,
              embedded: facts.descriptors,
            });
          }
        }
      }
      expect(text(`data/${stem}.csv`)).toContain(',');
      expect(text(`snippets/${stem}.tex`)).toContain(`\\label{${label}}`);
    }
  });

  it('has figures in parts for a column, all parts of one number', () => {
    const snippets = [...files.keys()].filter((name) => /^snippets\/.*-parts\.tex$/.test(name));
    expect(snippets.length).toBeGreaterThan(0);
    for (const snippet of snippets) {
      const shown = Array.from(
        text(snippet).matchAll(/\\includegraphics\{([^}]+)\}/g),
        ([, stem]) => stem!,
      );
      expect(shown.length).toBeGreaterThan(1);
      for (const stem of shown) expect([...files.keys()]).toContain(`figures/75mm/${stem}.pdf`);
      expect(text(snippet).split('\\ContinuedFloat\n').length).toBe(shown.length);
      expect(text(snippet).split('\\label{').length).toBe(2);
    }
  });

  it('has every table, with its numbers', () => {
    for (const choice of tableChoices()) {
      const stem = tableStem(choice);
      expect(text(`tables/${stem}.tex`)).toMatch(/\\toprule[\s\S]+\\midrule[\s\S]+\\bottomrule/);
      expect(text(`tables/${stem}.csv`)).toContain(',');
      expect(text(`snippets/${stem}.tex`)).toContain(`\\input{tables/${stem}}`);
    }
  });

  it('has plots that read only files of the pack, and numbers alone', () => {
    const plots = [...files.keys()].filter((name) => /^pgfplots\/fig-.*\.tex$/.test(name));
    expect(plots.length).toBeGreaterThan(10);
    for (const plot of plots) {
      const read = Array.from(
        text(plot).matchAll(/\{\\reportplots\/([^}]+)\}/g),
        ([, name]) => name,
      );
      expect(read.length).toBeGreaterThan(0);
      for (const name of read) {
        const [, ...rows] = text(`pgfplots/${name!}`).trim().split('\n');
        expect(rows.length).toBeGreaterThan(0);
        for (const cell of rows.join(',').split(',')) {
          expect(cell === 'nan' || Number.isFinite(Number(cell)), `${name!}: ${cell}`).toBe(true);
        }
      }
    }
  });

  it('is a zip of equal bytes, whole', () => {
    const zip = zipOf(files, 'pack');
    expect(Buffer.from(zipOf(new Map([...files].reverse()), 'pack')).equals(zip)).toBe(true);
    const unzipped = unzipSync(zip);
    expect(Object.keys(unzipped)).toEqual([...files.keys()].sort().map((name) => `pack/${name}`));
    expect(unzipped['pack/demo.tex']).toEqual(files.get('demo.tex'));
  });
});

describe.runIf(mustCompile)('the demo document', () => {
  it('compiles without a warning of boxes, fonts or references; its fonts are embedded, nothing is raster', async () => {
    expect(missing).toEqual([]);
    for (const [name, bytes] of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), bytes);
    }
    const inFolder = { cwd: folder, maxBuffer: 64 * 2 ** 20 };
    const latex = ['-interaction=nonstopmode', '-halt-on-error', 'demo'];
    await run('pdflatex', latex, inFolder);
    await run('bibtex', ['demo'], inFolder);
    await run('pdflatex', latex, inFolder);
    await run('pdflatex', latex, inFolder);
    const log = await readFile(path.join(folder, 'demo.log'), 'latin1');
    const complaints = log
      .split('\n')
      .filter((line) =>
        /Warning:|\[warning |Overfull|Underfull|undefined|Missing character/.test(line),
      );
    expect(complaints).toEqual([]);
    const bibliography = await readFile(path.join(folder, 'demo.blg'), 'latin1');
    expect(bibliography).not.toMatch(/^Warning|error message/m);

    const fonts = (await run('pdffonts', ['demo.pdf'], inFolder)).stdout
      .trim()
      .split('\n')
      .slice(2);
    expect(fonts.length).toBeGreaterThan(20);
    const loose = fonts.filter((line) => !/\s+yes\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.test(line));
    expect(loose).toEqual([]);
    expect(fonts.filter((line) => line.includes('Type 3'))).toEqual([]);
    const images = (await run('pdfimages', ['-list', 'demo.pdf'], inFolder)).stdout;
    expect(images.trim().split('\n').slice(2)).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseChapter } from '../../src/markdown/chapterFiles.ts';
import { typedNumbers } from './typedNumbers.ts';

const found = (text: string) => typedNumbers(text).map((number) => number.text);

describe('typedNumbers', () => {
  it('finds percentages, decimals and thousands', () => {
    expect(found('LRP keeps 83.4 % and LIME 62% of them.')).toEqual(['83.4 %', '62%']);
    expect(found('a third, or 33 per cent, of 10,000 images')).toEqual(['33 per cent', '10,000']);
    expect(found('a correlation of 0.58.')).toEqual(['0.58']);
  });

  it('names the line', () => {
    expect(typedNumbers('one\n\ntwo, 0.5\n')).toEqual([{ line: 3, text: '0.5' }]);
  });

  it('lets settings, formulas, code, citations and counts pass', () => {
    for (const text of [
      'Keep <Given>20 %</Given> of the pixels.',
      '<Given block>\n\n| 0.5 |\n\n</Given>',
      '<Callout kind="example">\nSay it is 2.5.\n</Callout>',
      'With $\\gamma = 0.25$ and\n\n$$\nw = 0.5\n$$\n',
      'Call `lime(0.25)`.',
      '```\n0.25\n```\n',
      'As others said [@bach2015, p. 3.14].',
      '<Claim study="mnist" path="a" above={0.5}>LRP is better</Claim>',
      'See [there](https://example.org/v1.2).',
      'In 2021, ten classes, 4 × 4 pixels, 49 cells, version 4.22.0.',
    ]) {
      expect(found(text), text).toEqual([]);
    }
  });
});

describe('the chapters', () => {
  const folder = join('content', 'chapters');
  const files = readdirSync(folder).filter((name) => name.endsWith('.mdx'));

  it('are there', () => {
    expect(files.length).toBeGreaterThan(4);
  });

  it.each(files)('%s holds no number that was typed by hand', (name) => {
    const { file, body } = parseChapter(name, readFileSync(join(folder, name), 'utf8'));
    const numbers = typedNumbers(body).map(({ line, text }) => `${file}:${String(line)}: ${text}`);
    expect(numbers, 'take it from an artefact by <Result>, or mark a setting by <Given>').toEqual(
      [],
    );
  });
});

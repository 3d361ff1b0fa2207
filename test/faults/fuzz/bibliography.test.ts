import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBibliography } from '../../../src/markdown/bibliography.ts';
import { damagedBytes } from './damage.ts';
import { fuzz, namesFile } from './fuzz.ts';

const BIBTEX = `@article{bach2015,
  author = {Bach, Sebastian and Binder, Alexander},
  title = {On Pixel-Wise Explanations for {Non-Linear} Classifier Decisions},
  journal = {PLOS ONE},
  year = {2015},
  doi = {10.1371/journal.pone.0130140}
}
@inproceedings{ribeiro2016,
  author = {Ribeiro, Marco Tulio},
  title = {"{W}hy Should {I} Trust You?"},
  booktitle = {KDD},
  date = {2016-08},
  url = {https://example.org/a_b}
}
`;

const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '@',
        '{',
        '}',
        '"',
        ',',
        '=',
        '%',
        '\\\\',
        '$',
        '#',
        '\\n',
        '@string{',
        'year',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('a fuzzed bibliography', () => {
  it('is read, or refused with the name of its file', async () => {
    await fuzz({
      input: fc.oneof(
        damagedBytes(Buffer.from(BIBTEX)).map((bytes) => new TextDecoder().decode(bytes)),
        pieces.map((text) => `${BIBTEX}${text}`),
      ),
      reader: 'bibliography',
      isClear: namesFile('references.bib'),
      read: (text) => {
        for (const [key, work] of parseBibliography('references.bib', text)) {
          expect(work.key).toBe(key);
          expect(work.year).toMatch(/^\d{4}/);
        }
      },
    });
  });
});

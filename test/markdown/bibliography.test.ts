import { describe, expect, it } from 'vitest';
import {
  parseBibliography,
  readBibliography,
  requireWork,
} from '../../src/markdown/bibliography.ts';

const TWO_WORKS = `
@article{zeta2016, author = {Zeta, Zoe and Other, Otto}, title = {Later}, year = {2016},
  journal = {A Journal}, doi = {10.1000/182} }
@inproceedings{alpha2015, author = {Alpha, Ada and Beta, Bo and Gamma, Gil}, title = {Earlier},
  booktitle = {Proc.}, year = {2015}, url = {https://example.org/paper_1} }
`;

describe('parseBibliography', () => {
  const works = parseBibliography('refs.bib', TWO_WORKS);

  it('orders works as a list of references does', () => {
    expect([...works.keys()]).toEqual(['alpha2015', 'zeta2016']);
  });

  it('prints them as running text cites them', () => {
    expect(works.get('alpha2015')).toMatchObject({
      short: 'Alpha et al., 2015',
      year: '2015',
      title: 'Earlier',
    });
    expect(works.get('zeta2016')!.short).toBe('Zeta & Other, 2016');
  });

  it('links their addresses', () => {
    expect(works.get('alpha2015')!.entryHtml).toContain(
      '<a href="https://example.org/paper_1">https://example.org/paper_1</a>',
    );
    expect(works.get('zeta2016')!.entryHtml).toContain('<a href="https://doi.org/10.1000/182">');
  });

  it('names the file that is no BibTeX and the work that has no year', () => {
    expect(() => parseBibliography('refs.bib', '@article{a, title = {No')).toThrow(/^refs.bib: /);
    expect(() =>
      parseBibliography('refs.bib', '@article{dateless, author = {A, B}, title = {T}}'),
    ).toThrow(/^refs.bib: the work "dateless" has no year/);
  });
});

describe('the references of the report', () => {
  it('can be read, each with authors, year and title', () => {
    const works = [...readBibliography('.').values()];
    expect(works.length).toBeGreaterThan(10);
    for (const { key, short, title } of works) {
      expect(short, key).toMatch(/^\S.*, \d{4}[a-z]?$/);
      expect(title, key).not.toBe('undefined');
    }
  });
});

describe('requireWork', () => {
  it('names the place and the key that is missing', () => {
    expect(() => requireWork(new Map(), 'nobody1900', 'a.mdx:3')).toThrow(
      /^a.mdx:3: unknown key "nobody1900"; add it to content\/references.bib/,
    );
  });
});

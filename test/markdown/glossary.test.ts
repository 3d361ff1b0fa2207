import type { Root } from 'mdast';
import { describe, expect, it } from 'vitest';
import { readReportIndex } from '../../src/markdown/chapterFiles.ts';
import { GLOSSARY, glossaryTerms, linkTerms, termAnchor } from '../../src/markdown/glossary.ts';
import { withoutCode } from '../../src/markdown/reportIndex.ts';

const TERMS = [
  { name: 'map', forms: ['map', 'maps'] },
  { name: 'relevance map', forms: ['relevance map', 'relevance maps'] },
];

function paragraph(...texts: string[]): Root {
  return {
    type: 'root',
    children: texts.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
  };
}

describe('words of the glossary', () => {
  it('are linked where a chapter first uses them, in any of their forms', () => {
    const tree = paragraph('No mapping. Relevance maps, then a map.', 'Another relevance map.');
    expect(linkTerms(tree, TERMS, '/report/')).toEqual(['relevance map', 'map']);
    const found = JSON.stringify(tree);
    expect(found).toContain('/report/glossary/#term-relevance-map');
    expect(found.split('"className":"term"').length - 1).toBe(2);
    expect(found).toContain('No mapping. ');
    expect(found).toContain('Another relevance map.');
  });

  it('are left alone in headings, links and code', () => {
    const text = { type: 'text', value: 'a map' } as const;
    const tree: Root = {
      type: 'root',
      children: [
        { type: 'heading', depth: 2, children: [text] },
        { type: 'paragraph', children: [{ type: 'link', url: '/x/', children: [text] }] },
        { type: 'paragraph', children: [{ type: 'inlineCode', value: 'a map' }] },
      ],
    };
    const before = JSON.stringify(tree);
    expect(linkTerms(tree, TERMS, '/')).toEqual([]);
    expect(JSON.stringify(tree)).toBe(before);
  });

  it('stand in order, each once', () => {
    const body = '<Term name="map">A.</Term>\n<Term name="fill" forms="fills">B.</Term>';
    expect(() => glossaryTerms({ file: 'g.mdx', body })).toThrow(/g\.mdx: "fill".*before "map"/);
    expect(glossaryTerms({ file: 'g.mdx', body: body.split('\n')[1]! })).toEqual([
      { name: 'fill', forms: ['fill', 'fills'] },
    ]);
    expect(termAnchor('Shapley value')).toBe('term-shapley-value');
  });

  it('are used by some chapter, every one of them', () => {
    const { chapters } = readReportIndex(process.cwd());
    const glossary = chapters.find(({ slug }) => slug === GLOSSARY)!;
    const prose = chapters
      .filter((chapter) => chapter !== glossary)
      .map(({ body }) => withoutCode(body));
    const terms = glossaryTerms(glossary);
    expect(terms.length).toBeGreaterThan(15);
    for (const { forms } of terms) {
      const word = new RegExp(`\\b(?:${forms.join('|')})\\b`, 'i');
      expect(
        prose.some((text) => word.test(text)),
        forms[0],
      ).toBe(true);
    }
  });
});

import type { Root } from 'mdast';
import { describe, expect, it } from 'vitest';
import { prefixInternalLinks } from '../../src/markdown/internalLinks.ts';
import { numberBlocks } from '../../src/markdown/numbering.ts';
import { placeComponents } from '../../src/markdown/places.ts';
import type { MdxAttribute } from '../../src/markdown/syntaxTree.ts';
import { indexOf } from './chapterSource.ts';

/** A tree with one component, as MDX parses it from line 7. */
function treeOf(name: string, attributes: Readonly<Record<string, MdxAttribute['value']>>) {
  const element = {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]): MdxAttribute => ({
      type: 'mdxJsxAttribute',
      name: key,
      value: value ?? null,
    })),
    children: [],
    position: { start: { line: 7, column: 1 }, end: { line: 7, column: 9 } },
  };
  return { tree: { type: 'root', children: [element] } as unknown as Root, element };
}

const valueOf = ({ attributes }: { attributes: readonly MdxAttribute[] }, name: string) =>
  attributes.find((attribute) => attribute.name === name)?.value;

const index = indexOf({
  a: '<Figure label="fig:one" />\n\n<Figure label="fig:two" />\n\n[@fig:one; @fig:two]\n',
  b: '',
});
const [first, second] = index.chapters;

describe('numberBlocks', () => {
  it('hands a component its number', () => {
    const { tree, element } = treeOf('Figure', { label: 'fig:two' });
    expect(numberBlocks(tree, first!, index)).toEqual(['fig:two']);
    expect(valueOf(element, 'number')).toBe('1.2');
  });

  it('refuses labels of other chapters and unknown ones, and names the line', () => {
    for (const [chapter, label] of [
      [second!, 'fig:two'],
      [first!, 'fig:three'],
    ] as const) {
      const { tree } = treeOf('Figure', { label });
      expect(() => numberBlocks(tree, chapter, index)).toThrow(
        `${chapter.file}:7: cannot number "${label}"`,
      );
    }
  });
});

describe('placeComponents', () => {
  it.each(['Claim', 'Figure', 'Result', 'ResultTable'])('tells a %s where it stands', (name) => {
    const { tree, element } = treeOf(name, {});
    placeComponents(tree, 'content/chapters/a.mdx');
    expect(valueOf(element, 'place')).toBe('content/chapters/a.mdx:7');
  });

  it('leaves other elements alone', () => {
    const { tree, element } = treeOf('Aside', {});
    placeComponents(tree, 'content/chapters/a.mdx');
    expect(element.attributes).toEqual([]);
  });
});

describe('prefixInternalLinks', () => {
  it('puts the base before addresses of elements, not of components', () => {
    const link = treeOf('a', { href: '/methods/' });
    prefixInternalLinks(link.tree, '/report/');
    expect(valueOf(link.element, 'href')).toBe('/report/methods/');
    const component = treeOf('Figure', { href: '/methods/' });
    prefixInternalLinks(component.tree, '/report/');
    expect(valueOf(component.element, 'href')).toBe('/methods/');
  });

  it('leaves addresses of other hosts alone', () => {
    const link = treeOf('a', { href: '//example.org/' });
    prefixInternalLinks(link.tree, '/report/');
    expect(valueOf(link.element, 'href')).toBe('//example.org/');
  });
});

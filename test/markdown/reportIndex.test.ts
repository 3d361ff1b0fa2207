import { describe, expect, it } from 'vitest';
import { parseChapter } from '../../src/markdown/chapterFiles.ts';
import { buildReportIndex, labelPath, labelText } from '../../src/markdown/reportIndex.ts';
import { indexOf, withFrontmatter } from './chapterSource.ts';

const EQUATION = '$$ {#eq:sum}\n1 + 1\n$$\n';

describe('buildReportIndex', () => {
  it('numbers equations, figures, tables and sections within each chapter', () => {
    const { labels } = indexOf({
      first: `${EQUATION}\nBy [@eq:sum].\n`,
      second: [
        '## One',
        '<Figure label="fig:a" />',
        '<Figure',
        '  label="fig:b"',
        '/>',
        '<ResultTable label="tbl:t" kind="accuracy" study="mnist">Words.</ResultTable>',
        '## Two',
        'See [@fig:b; @fig:a], [@tbl:t] and [@sec:second/two], [@sec:first].',
      ].join('\n\n'),
    });
    const shown = [...labels.values()].map((label) => [labelText(label), labelPath(label)]);
    expect(shown).toEqual([
      ['Chapter\u00a01', '/first/'],
      ['Equation\u00a01.1', '/first/#eq-sum'],
      ['Chapter\u00a02', '/second/'],
      ['Section\u00a02.1', '/second/#one'],
      ['Figure\u00a02.1', '/second/#fig-a'],
      ['Figure\u00a02.2', '/second/#fig-b'],
      ['Table\u00a02.1', '/second/#tbl-t'],
      ['Section\u00a02.2', '/second/#two'],
    ]);
  });

  it('orders chapters by their field and skips those without a number', () => {
    const chapter = (slug: string, order: number, numbered: boolean) => ({
      ...parseChapter(`${slug}.mdx`, withFrontmatter(slug, order, '')),
      numbered,
    });
    const { chapters } = buildReportIndex([
      chapter('last', 9, true),
      chapter('preface', 1, false),
      chapter('first', 2, true),
    ]);
    expect(chapters.map(({ slug, number }) => [slug, number])).toEqual([
      ['preface', undefined],
      ['first', 1],
      ['last', 2],
    ]);
  });

  it('collects the works cited with the place of the first citation', () => {
    const { cited } = indexOf({ a: 'As [@bach2015, p. 3].\n\nAnd [@bach2015; -@lundberg2017].\n' });
    expect([...cited]).toEqual([
      ['bach2015', 'content/chapters/a.mdx:5'],
      ['lundberg2017', 'content/chapters/a.mdx:7'],
    ]);
  });

  it('passes over code, comments and code spans', () => {
    const { labels, cited } = indexOf({
      a: '`[@none]`\n\n```\n[@none2] <Figure label="fig:x" />\n```\n\n{/* [@none3] */}\n',
    });
    expect([...labels.keys()]).toEqual(['sec:a']);
    expect(cited.size).toBe(0);
  });

  it.each([
    [
      { a: 'See [@eq:none].\n' },
      /^content\/chapters\/a.mdx:5: unknown label "eq:none"$/,
      'an unknown label',
    ],
    [
      { a: `Text.\n\n${EQUATION}` },
      /^content\/chapters\/a.mdx:7: label "eq:sum" is never referred to/,
      'an unused label',
    ],
    [
      { a: `${EQUATION}[@eq:sum]\n`, b: `\n${EQUATION}` },
      /^content\/chapters\/b.mdx:6: label "eq:sum" is already defined in content\/chapters\/a.mdx:5$/,
      'a label twice',
    ],
    [{ a: 'See [@a b c].\n' }, /cannot read the reference \[@a b c\]/, 'an unreadable reference'],
    [
      { a: `${EQUATION}[@eq:sum, p. 3]\n` },
      /only works can be cited with a minus sign or a page/,
      'a page of a label',
    ],
  ] as [Record<string, string>, RegExp, string][])(
    'names file and line of what is wrong: %j',
    (chapters, message) => {
      expect(() => indexOf(chapters)).toThrow(message);
    },
  );

  it('refuses a label in a chapter without a number', () => {
    const source = {
      ...parseChapter('a.mdx', withFrontmatter('a', 1, `${EQUATION}[@eq:sum]`)),
      numbered: false,
    };
    expect(() => buildReportIndex([source])).toThrow(
      /a.mdx:5: label "eq:sum" stands in a chapter without a number/,
    );
  });
});

describe('parseChapter', () => {
  it('keeps line numbers and strips quotes', () => {
    const { title, order, numbered, body } = parseChapter(
      'a.mdx',
      '---\ntitle: "Über: a title"\norder: 3\nnumbered: false\n---\nFirst\n',
    );
    expect({ title, order, numbered }).toEqual({
      title: 'Über: a title',
      order: 3,
      numbered: false,
    });
    expect(body.split('\n').indexOf('First')).toBe(5);
  });

  it.each([
    ['Text', /begins without frontmatter/],
    ['---\norder: 1\n---\n', /lacks the field "title"/],
    ['---\ntitle: A\n---\n', /lacks the number "order"/],
    ['---\ntitle: A\norder: first\n---\n', /lacks the number "order"/],
  ])('names the file of %j', (source, message) => {
    expect(() => parseChapter('a.mdx', source)).toThrow(message);
    expect(() => parseChapter('a.mdx', source)).toThrow(/^content\/chapters\/a.mdx/);
  });
});

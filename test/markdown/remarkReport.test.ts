import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMarkdownProcessor } from '@astrojs/markdown-remark';
import remarkMath from 'remark-math';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { remarkReport } from '../../src/markdown/remarkReport.ts';
import { withFrontmatter } from './chapterSource.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'report-'));
  mkdirSync(join(root, 'content', 'chapters'), { recursive: true });
  writeFileSync(
    join(root, 'content', 'references.bib'),
    '@article{alpha2015, author = {Alpha, Ada}, title = {Earlier}, year = {2015}}',
  );
  // The processor reports every error it is going to throw.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** Renders one of several chapters, which follow each other in the given order. */
async function render(chapters: Readonly<Record<string, string>>, slug: string): Promise<string> {
  for (const [position, [name, body]] of Object.entries(chapters).entries()) {
    const file = join(root, 'content', 'chapters', `${name}.mdx`);
    writeFileSync(file, withFrontmatter(name, position, body));
  }
  const processor = await createMarkdownProcessor({
    syntaxHighlight: false,
    remarkPlugins: [remarkMath, [remarkReport, { base: '/report/', root }]],
  });
  const path = join(root, 'content', 'chapters', `${slug}.mdx`);
  const { code } = await processor.render(chapters[slug]!, { fileURL: pathToFileURL(path) });
  return code;
}

describe('remarkReport', () => {
  it('numbers headings and links references to them across chapters', async () => {
    const chapters = { one: '## A start\n', two: 'See [@sec:one/a-start] of [@sec:one].\n' };
    expect(await render(chapters, 'one')).toContain(
      '<h2 id="a-start"><span class="heading-number">1.1</span> A start</h2>',
    );
    expect(await render(chapters, 'two')).toContain(
      'See <a href="/report/one/#a-start" class="cross-reference">Section\u00a01.1</a> of ' +
        '<a href="/report/one/" class="cross-reference">Chapter\u00a01</a>.',
    );
  });

  it('sets per cent signs close to their numbers, but not in code', async () => {
    const html = await render({ one: 'Of 20 % and a %, `5 %` is\u00a07.5\u00a0%.\n' }, 'one');
    expect(html).toContain('Of 20\u202f% and a %, <code>5 %</code> is\u00a07.5\u202f%.');
  });

  it('tags equations with their number', async () => {
    const html = await render({ one: '$$ {#eq:sum}\nx\n$$\n\nBy [@eq:sum].\n' }, 'one');
    expect(html).toContain('x\n\\tag{1.1}');
    expect(html).toContain('id="eq-sum"');
    expect(html).toContain('href="/report/one/#eq-sum"');
  });

  it('links citations to the list of references', async () => {
    const html = await render(
      { one: 'As [@alpha2015, p. 3] found; [-@alpha2015] says so.\n' },
      'one',
    );
    const link = '<a href="/report/references/#ref-alpha2015" class="citation" title="Earlier">';
    expect(html).toContain(`(${link}Alpha, 2015, p. 3</a>)`);
    expect(html).toContain(`(${link}2015</a>)`);
  });

  it('puts the base path before links within the report, and no others', async () => {
    const html = await render(
      { one: '[in](/two/) [out](https://example.org/) [here](#there)\n' },
      'one',
    );
    expect(html).toContain('href="/report/two/"');
    expect(html).toContain('href="https://example.org/"');
    expect(html).toContain('href="#there"');
  });

  it('leaves files alone that are no chapter', async () => {
    const processor = await createMarkdownProcessor({
      remarkPlugins: [[remarkReport, { base: '/', root }]],
    });
    const fileURL = pathToFileURL(join(root, 'README.md'));
    const { code } = await processor.render('# Hello [@you]\n', { fileURL });
    expect(code).toContain('Hello [@you]');
  });

  it.each([
    ['As [@nobody1900] said.\n', /one.mdx:1: unknown key "nobody1900"/],
    ['See [@eq:none].\n', /one.mdx:5: unknown label "eq:none"/],
    ['## Same\n\n## Same\n', /label "sec:one\/same" is already defined/],
    ['## A\n\n### A\n', /one.mdx:3: a second heading has the anchor "a"/],
    ['$$ {eq:sum}\nx\n$$\n', /one.mdx:1: cannot read "\{eq:sum\}" behind \$\$/],
    [
      'As [@alpha2015; @sec:one].\n',
      /one.mdx:1: one bracket refers to labels and works; write two/,
    ],
    [
      '<Figure label="fig:a" /> and [@fig:a]\n',
      /one.mdx:5: label "fig:a" is written where it has no effect/,
    ],
  ])('stops at %j', async (body, message) => {
    await expect(render({ one: body }, 'one')).rejects.toThrow(message);
  });
});

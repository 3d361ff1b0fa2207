import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pagePalette, printPalette } from '../../src/figures/palette.ts';

const ROOT = path.resolve(import.meta.dirname, '../../src');
const TOKENS = 'styles/tokens.css';

const COLOUR =
  /#[0-9a-f]{3,8}\b|(?<![\w-])(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color)\(|(?<![\w-])(?:black|white|gr[ae]y|silver|red|maroon|orange|yellow|olive|lime|green|teal|aqua|blue|navy|fuchsia|purple)(?![\w-])/i;

/** Style sheets, and style elements of components, without their comments. */
function styles(): [file: string, css: string][] {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(css|astro)$/.test(file))
    .map((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      const css = file.endsWith('.css')
        ? text
        : Array.from(text.matchAll(/<style[^>]*>([^]*?)<\/style>/g), ([, own]) => own).join('\n');
      return [file.replaceAll(path.sep, '/'), css.replaceAll(/\/\*[^]*?\*\//g, '')];
    });
}

/** The values of all declarations. */
function valuesOf(css: string): string[] {
  return Array.from(css.matchAll(/[\w-]+\s*:\s*([^;{}]+)(?=[;}])/g), ([, value]) => value!);
}

/** The value of a custom property on paper, written in full. */
function lightValue(name: string): string {
  const css = readFileSync(path.join(ROOT, TOKENS), 'utf8');
  const value = new RegExp(`${name}:\\s*(?:light-dark\\()?(#[0-9a-f]+)`).exec(css)?.[1] ?? '';
  return value.length === 4 ? value.replaceAll(/[0-9a-f]/g, '$&$&') : value;
}

describe('colours', () => {
  it('are named in one file, and written out in no other', () => {
    const written = styles().flatMap(([file, css]) =>
      valuesOf(css)
        .filter((value) => COLOUR.test(value))
        .map((value) => `${file}: ${value.trim()}`),
    );
    const elsewhere = written.filter((line) => !line.startsWith(TOKENS));
    expect(elsewhere).toEqual([]);
    // The same search finds those of the one file.
    expect(written.length).toBeGreaterThan(20);
  });

  // But for those of the highlighting of code, which writes its own.
  it('that style sheets use are all named', () => {
    const all = styles();
    const named = new Set(
      all.flatMap(([, css]) => Array.from(css.matchAll(/(--[\w-]+)\s*:/g), ([, name]) => name!)),
    );
    const colours = all.flatMap(([file, css]) =>
      Array.from(
        css.matchAll(
          /(?:color|background|border|outline|fill|stroke)\s*:[^;]*?var\((--(?!shiki)[\w-]+)\)/g,
        ),
        ([, name]) => `${file}: ${name!}`,
      ),
    );
    expect(colours.length).toBeGreaterThan(100);
    expect(colours.filter((use) => !named.has(use.split(': ')[1]!))).toEqual([]);
  });

  it('of figures in print are those of the page on paper, but for the paper', () => {
    const roles = Object.keys(pagePalette) as (keyof typeof pagePalette)[];
    const tokens = roles.flatMap((role) => {
      const token = /^var\((--(?!font)[\w-]+)\)$/.exec(String(pagePalette[role]))?.[1];
      return token === undefined ? [] : [[role, token] as const];
    });
    expect(tokens.length).toBe(14);
    for (const [role, token] of tokens) {
      const onPage = role === 'paper' ? '--printed-paper' : token;
      expect(printPalette[role], role).toBe(lightValue(onPage));
    }
  });
});

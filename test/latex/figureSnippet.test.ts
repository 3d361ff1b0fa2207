import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { figureDefinitions, figureOf } from '../../src/figures/registry.ts';
import { figureSnippet } from '../../src/latex/figureSnippet.ts';
import { latexText } from '../../src/latex/latexText.ts';
import { presentRelease } from '../../src/site/releases.ts';
import { REPORT_KEY, reportEntry } from '../../src/latex/reportEntry.ts';
import { useFixtureResults } from '../results/fixtureResults.ts';

useFixtureResults();
beforeAll(useFixtureResults);
afterAll(() => {
  vi.unstubAllEnvs();
});

describe('latexText', () => {
  it('writes what LaTeX would take for commands, and letters beyond ASCII', () => {
    expect(latexText('50\u202f% of $5 & #1_a {x} ^~\\')).toBe(
      '50\\,\\% of \\$5 \\& \\#1\\_a \\{x\\} \\textasciicircum{}\\textasciitilde{}\\textbackslash{}',
    );
    expect(latexText('−1–2 × 10⁻³, “ε” ≥ ρ')).toBe(
      "$-$1--2 $\\times$ 10\\textsuperscript{$-$}\\textsuperscript{3}, ``$\\varepsilon$'' $\\geq$ $\\rho$",
    );
  });

  it('names a letter that it cannot write', () => {
    expect(() => latexText('日')).toThrow('"日"');
  });
});

describe('figureSnippet', () => {
  it.each(figureDefinitions().map(({ label }) => label))('of %s is whole, in ASCII', (label) => {
    const snippet = figureSnippet(label, figureOf(label));
    expect(snippet).toMatch(/^[\n -~]+$/);
    expect(snippet).toContain(`\\includegraphics{${label.replace(':', '-')}}`);
    expect(snippet).toContain(`\\label{${label}}`);
    expect(snippet).toContain(`\\cite{${REPORT_KEY}}`);
    const depth = (sign: string) => snippet.match(new RegExp(`(?<!\\\\)\\${sign}`, 'g'))?.length;
    expect(depth('{')).toBe(depth('}'));
  });
});

describe('reportEntry', () => {
  it('has the key that snippets cite, and the version', () => {
    expect(reportEntry('1.2.3')).toContain(`@misc{${REPORT_KEY},`);
    expect(reportEntry('1.2.3')).toContain('version 1.2.3');
    expect(reportEntry('1.2.3')).toContain(`  year = {${presentRelease().date.slice(0, 4)}},\n`);
  });
});

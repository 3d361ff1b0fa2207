import type { Element, ElementContent, Root, Text } from 'hast';
import { describe, expect, it } from 'vitest';
import { rehypeMathPunctuation } from '../../src/markdown/mathPunctuation.ts';

const text = (value: string): Text => ({ type: 'text', value });
const span = (className: string, ...children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: [className] },
  children,
});
const formula = span('katex', text('x'));

function processed(...children: ElementContent[]): ElementContent[] {
  const paragraph: Element = { type: 'element', tagName: 'p', properties: {}, children };
  const tree: Root = { type: 'root', children: [paragraph] };
  rehypeMathPunctuation()(tree);
  return paragraph.children;
}

describe('punctuation behind a formula', () => {
  it('stays on the line of the formula', () => {
    expect(processed(text('Let '), formula, text(', then'))).toEqual([
      text('Let '),
      span('kept-together', formula, text(',')),
      text(' then'),
    ]);
  });

  it('is kept for each of two formulas in a row', () => {
    expect(processed(formula, text(', '), formula, text('.)'))).toEqual([
      span('kept-together', formula, text(',')),
      text(' '),
      span('kept-together', formula, text('.)')),
      text(''),
    ]);
  });

  it('leaves alone formulas followed by words, and what is no formula', () => {
    const children = [formula, text(' is'), span('given', text('3')), text(', and')];
    expect(processed(...structuredClone(children))).toEqual(children);
  });
});

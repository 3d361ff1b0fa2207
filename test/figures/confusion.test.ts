import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../compute/results/evaluation.ts';
import { confusionFigure } from '../../src/figures/confusion.ts';
import { printPalette } from '../../src/figures/palette.ts';

const CLASSES = ['airplane', 'bird', 'cat'];
const accuracy = { value: 0.9, low: 0.8, high: 0.95 };

function figureOf(confusion: number[][], classNames = CLASSES) {
  const header = { study: 'any', step: 'evaluate', seed: 1, engine: 'none' };
  const test = { images: 100, correct: 90, accuracy, confusion };
  return confusionFigure({ header, network: '2021', classNames, test } as unknown as Evaluation);
}

describe('the most frequent mistakes', () => {
  it('are named, one or several', () => {
    const one = figureOf([
      [9, 5, 0],
      [4, 9, 0],
      [0, 0, 9],
    ]);
    expect(one.finding).toBe(
      'The most frequent mistake of the network of 2021 is airplane taken for bird (5 times).',
    );
    const two = figureOf([
      [9, 1, 0],
      [0, 9, 1],
      [0, 0, 9],
    ]);
    expect(two.finding).toBe(
      'The most frequent mistakes of the network of 2021 are airplane taken for bird and bird taken for cat (once each).',
    );
  });

  it('are counted where they are many', () => {
    const many = figureOf([
      [9, 2, 2],
      [2, 9, 2],
      [2, 2, 9],
    ]);
    expect(many.finding).toMatch(/, bird taken for cat and 2 more \(2 times each\)\.$/);
  });

  it('may be none', () => {
    const none = figureOf([
      [9, 0, 0],
      [0, 9, 0],
      [0, 0, 9],
    ]);
    expect(none.finding).toBe('The network of 2021 makes no mistake.');
    expect(none.alternative).toMatch(/mistakes: none\.$/);
  });
});

describe('long names of columns', () => {
  it('are written in full, upright', () => {
    const svg = figureOf([[1], [1], [1]]).drawing.draw({ width: 340, palette: printPalette });
    for (const name of CLASSES) {
      expect(svg).toMatch(new RegExp(`rotate\\(-90\\)"[^>]*>${name}<`));
    }
  });
});

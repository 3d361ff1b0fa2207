import { describe, expect, it } from 'vitest';
import {
  formatChange,
  formatInterval,
  formatNumber,
  formatProbability,
  formatScale,
} from '../../src/results/numberFormat.ts';

describe('formatNumber', () => {
  it.each([
    [1234.567, 'number', 2, '1,234.57'],
    [-0.5, 'number', 1, '−0.5'],
    [0.9905, 'percent', 2, '99.05\u202f%'],
    [-0.034, 'percent', 1, '−3.4\u202f%'],
    [0.9905, 'points', 1, '99.1'],
    [60000, 'integer', 0, '60,000'],
    [0.000123, 'scientific', 1, '1.2 × 10⁻⁴'],
    [-4.5e7, 'scientific', 1, '−4.5 × 10⁷'],
  ] as const)('prints %d as %s with %d digits: %s', (value, style, digits, text) => {
    expect(formatNumber(value, style, digits)).toBe(text);
  });

  it.each([
    ['number', 2, 0.00499],
    ['integer', 0, 0.49],
    ['percent', 2, 0.0000499],
    ['points', 1, 0.000499],
  ] as const)(
    'has no minus sign before what rounds to zero, in style %s',
    (style, digits, size) => {
      expect(formatNumber(-size, style, digits)).toBe(formatNumber(0, style, digits));
      expect(formatNumber(-0, style, digits)).toBe(formatNumber(0, style, digits));
      expect(formatNumber(-1.05 * size, style, digits)).toMatch(/^−/);
    },
  );

  it('keeps the minus sign of what does not', () => {
    expect(formatNumber(-0.004, 'percent', 1)).toBe('−0.4\u202f%');
    expect(formatNumber(-0.0004, 'points', 2)).toBe('−0.04');
  });
});

describe('formatInterval', () => {
  it('prints the unit once', () => {
    const estimate = { value: 0.99, low: 0.98, high: 0.995 };
    expect(formatInterval(estimate, 'percent', 1)).toBe('98.0–99.5\u202f%');
    expect(formatInterval(estimate, 'number', 3)).toBe('0.980–0.995');
  });

  it('says "to" where a minus sign would meet the dash', () => {
    expect(formatInterval({ value: 0, low: -0.02, high: 0.01 }, 'points', 1)).toBe('−2.0 to 1.0');
  });
});

describe('formatChange', () => {
  it.each([
    [0.4, '+0.4'],
    [-0.4, '−0.4'],
    [0.04, '0.0'],
    [-0.04, '0.0'],
    [0, '0.0'],
  ])('prints %d as %s', (change, text) => {
    expect(formatChange(change, 'number', 1)).toBe(text);
  });
});

describe('formatProbability', () => {
  it.each([
    [1, '>99.9\u202f%'],
    [0.99999, '>99.9\u202f%'],
    [0.9994, '99.9\u202f%'],
    [0.5, '50.0\u202f%'],
    [0.0001, '<0.1\u202f%'],
    [0, '<0.1\u202f%'],
  ])('prints %d as %s', (probability, text) => {
    expect(formatProbability(probability)).toBe(text);
  });
});

describe('formatScale', () => {
  it.each([
    [12.345, '±12.35'],
    [0.19, '±0.19'],
    [0.0346, '±0.035'],
    [0.00123, '±0.0012'],
    [0, '±0.00'],
  ])('prints %d as %s', (scale, text) => {
    expect(formatScale(scale)).toBe(text);
  });
});

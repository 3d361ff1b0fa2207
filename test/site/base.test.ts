import { describe, expect, it } from 'vitest';
import { normaliseBase, underBase } from '../../src/site/base.ts';

describe('normaliseBase', () => {
  it.each([
    [undefined, '/'],
    ['', '/'],
    ['/', '/'],
    ['report', '/report/'],
    ['/report', '/report/'],
    ['//a/b//', '/a/b/'],
  ])('makes %j a path with a slash at both ends', (value, base) => {
    expect(normaliseBase(value)).toBe(base);
    expect(normaliseBase(base)).toBe(base);
  });
});

describe('underBase', () => {
  it('never doubles a slash, which would name another host', () => {
    expect(underBase('/', '/methods/')).toBe('/methods/');
    expect(underBase('/report/', '/methods/#eq-sum')).toBe('/report/methods/#eq-sum');
    expect(underBase('/', '//methods/')).toBe('/methods/');
  });
});

import { describe, expect, it } from 'vitest';
import { figureDefinitions, figureOf } from '../../src/figures/registry.ts';
import { provenanceCards } from '../../src/results/provenance.ts';
import { durationWords, readDuration } from '../../src/results/readDuration.ts';

describe('the provenance of the published figures', () => {
  it('has fingerprint, code, inputs, outputs and packages of every artefact', () => {
    const sources = figureDefinitions().flatMap(({ label }) => figureOf(label).sources);
    expect(sources.length).toBeGreaterThan(10);
    for (const card of provenanceCards(sources)) {
      const titles = card.digests.map(({ title }) => title);
      expect(titles.slice(0, 2)).toEqual(['Fingerprint', 'Code']);
      expect(titles.length).toBeGreaterThan(2);
      expect(card.outputs.length).toBeGreaterThan(0);
      expect(card.packages.length).toBeGreaterThan(0);
      for (const { digest } of [...card.digests, ...card.outputs]) {
        expect(digest).toMatch(/^[0-9a-f]{64}$/);
      }
      expect(card.duration).toBeGreaterThan(0);
    }
  });
});

describe('durations', () => {
  it('are unknown where nothing is recorded', () => {
    expect(readDuration('mnist', 'no such step')).toBeUndefined();
    expect(readDuration('no such study', 'degrade')).toBeUndefined();
  });

  it.each([
    [0.4297, '0.43\u00a0s'],
    [59.6, '60\u00a0s'],
    [385.26, '6.4\u00a0min'],
    [11_160, '3.1\u00a0h'],
  ])('of %d s are told as %s', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});

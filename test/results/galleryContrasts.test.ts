import { beforeAll, describe, expect, it } from 'vitest';
import type { Contrasts } from '../../compute/results/contrasts.ts';
import { contrastWords } from '../../src/reading/contrastWords.ts';
import { galleryContrasts } from '../../src/results/galleryContrasts.ts';
import { readArtefact } from '../../src/results/readArtefact.ts';
import { shownGalleries } from '../../src/results/shownGalleries.ts';
import { studyResults } from '../../src/results/studyResults.ts';
import { useFixtureResults } from './fixtureResults.ts';

describe('the contrasts that MNIST has published', () => {
  // Read before the made-up results take their place.
  const { images, methods } = readArtefact('mnist', 'contrasts.json') as Contrasts;
  const entries = (id: string) => methods.find((method) => method.id === id)!.maps;

  it('add up to the difference of the logits, less what is kept from the maps', () => {
    expect(images.length).toBeGreaterThan(0);
    images.forEach(({ predicted, runnerUp, difference }, position) => {
      expect(runnerUp).not.toBe(predicted);
      const shap = entries('kernel-shap')[position]!;
      expect(shap.sum).toBeCloseTo(difference - shap.hiddenDifference!, 3);
      const lrp = entries('lrp')[position]!;
      expect(lrp.sum).toBeCloseTo(difference - lrp.lostToBias! - lrp.lostToStabiliser!, 3);
    });
  });
});

describe('the contrasts of a gallery', () => {
  beforeAll(useFixtureResults);

  it('stand beside the gallery of a study that has them, and beside no other', () => {
    const having = shownGalleries().filter(({ contrasted }) => contrasted !== undefined);
    expect(having.map(({ id }) => id)).toEqual(['mnist-gallery']);
    expect(shownGalleries().length).toBeGreaterThan(1);
    expect(galleryContrasts(studyResults('planted'))).toBeUndefined();
  });

  it('are refused when they are of other images', () => {
    const results = studyResults('mnist');
    const contrasts = () => {
      const published = results.contrasts();
      return { ...published, images: published.images.toReversed() };
    };
    expect(() => galleryContrasts({ ...results, contrasts })).toThrow(
      'mnist: contrasts.json is not of the images of gallery.json',
    );
  });

  it('are put into words from their numbers', () => {
    const contrasted = galleryContrasts(studyResults('mnist'))!;
    const upperLeft = new Array<number>(784).fill(0).with(0, 0.5).with(783, -0.25);
    const maps = { ...contrasted.maps, lrp: [upperLeft, new Array<number>(784).fill(0)] };
    const first = contrastWords({ ...contrasted, maps }, 0);
    expect(first.question).toBe('Why 0, not 9?');
    expect(first.answer).toBe(
      'The logit of 0 is 10.90 ahead of that of 9, the runner-up. ' +
        'Vermilion is evidence for 0 against 9; blue, for 9 against 0.',
    );
    expect(first.alternatives[2]).toBe(
      'LRP map of 0 against 9: strongest for 0 at the upper left, strongest for 9 at the lower right; ' +
        'it adds up to 10.50',
    );
    expect(first.scales).toHaveLength(3);
    for (const scale of first.scales) expect(scale).toMatch(/^±\d\.\d\d$/);
    expect(contrastWords({ ...contrasted, maps }, 1).alternatives[2]).toBe(
      'LRP map of 1 against 9: nothing for 1, nothing for 9; it adds up to 10.50',
    );
  });
});

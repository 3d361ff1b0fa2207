import { beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../compute/explain/methods/index.ts';
import type { Gallery } from '../../compute/results/gallery.ts';
import type { GalleryOthers } from '../../compute/results/galleryOthers.ts';
import { COMPOSITES } from '../../compute/studies/comparison.ts';
import { otherMethodWords } from '../../src/reading/otherMethodWords.ts';
import { galleryOthers } from '../../src/results/galleryOthers.ts';
import { readArtefact } from '../../src/results/readArtefact.ts';
import { shownGalleries } from '../../src/results/shownGalleries.ts';
import { studyResults } from '../../src/results/studyResults.ts';
import { useFixtureResults } from './fixtureResults.ts';

// Read before the made-up results take their place.
const PUBLISHED = ['mnist', 'cifar10'].map((study) => ({
  study,
  gallery: readArtefact(study, 'gallery.json') as Gallery,
  others: readArtefact(study, 'gallery-others.json') as GalleryOthers,
}));

describe.each(PUBLISHED)('the further methods that $study has published', ({ gallery, others }) => {
  it('are all of the report but those that the gallery has', () => {
    const shown = [...gallery.methods, ...others.methods].map(({ id }) => id);
    const all = [...METHODS, ...COMPOSITES].map(({ id }) => id);
    expect(shown.toSorted()).toEqual([...new Set(all)].toSorted());
  });

  it('explain the classes that the gallery says, each image on a scale of its own', () => {
    const explained = ({ images }: Pick<GalleryOthers, 'images'>) =>
      images.map(({ index, predicted }) => [index, predicted]);
    expect(explained(others)).toEqual(explained(gallery));
    for (const { maps, sharedScale } of others.methods) {
      expect(maps.length).toBe(gallery.images.length);
      expect(sharedScale).toBeGreaterThan(0);
      expect(sharedScale).toBeLessThanOrEqual(Math.max(...maps.map(({ scale }) => scale)));
    }
  });

  it('come with words, which deny that there is blue where there is none', () => {
    for (const method of others.methods) {
      const words = otherMethodWords(method);
      expect(words.endsWith('There is no blue in these maps.')).toBe(
        method.maps.every(({ against }) => against === 0),
      );
    }
    const without = others.methods.filter(({ maps }) => maps.every(({ against }) => against === 0));
    expect(without.map(({ id }) => id)).toEqual(['grad-cam']);
  });
});

describe('the further methods of a gallery', () => {
  beforeAll(useFixtureResults);

  it('stand beside the gallery of a study that has them, and beside no other', () => {
    const having = shownGalleries().filter(({ others }) => others !== undefined);
    expect(having.map(({ id }) => id)).toEqual(['mnist-gallery']);
    expect(galleryOthers(studyResults('planted'))).toBeUndefined();
  });

  it('are refused when they are of other images, or explain other classes', () => {
    const results = studyResults('mnist');
    const published = results.galleryOthers();
    const { images } = published;
    const otherClass = images.with(0, { ...images[0]!, predicted: images[0]!.predicted + 1 });
    for (const wrong of [images.toReversed(), otherClass]) {
      const changed = { ...results, galleryOthers: () => ({ ...published, images: wrong }) };
      expect(() => galleryOthers(changed)).toThrow(
        'mnist: gallery-others.json is not of the images of gallery.json',
      );
    }
  });

  it('are an error where nothing tells how to read them', () => {
    expect(() => otherMethodWords({ id: 'tea-leaves', maps: [] })).toThrow(
      'Nothing tells how to read maps by "tea-leaves".',
    );
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { GalleryMaps } from '../../compute/results/gallery.ts';
import { signedColourTable } from '../../compute/results/signedColour.ts';
import { predict } from '../../src/demos/erase-digit/predict.ts';
import { probabilities } from '../../src/demos/class-bars/probabilities.ts';
import { drawAnswers, drawDigit, drawMap, drawRemoved } from '../../src/opening/drawOpening.ts';
import { makeOpeningImage } from '../../src/opening/makeOpeningImage.ts';
import { mostRemoved, SIDE, type OpeningImage } from '../../src/opening/openingImage.ts';
import {
  answerWords,
  lensWords,
  relevanceWords,
  summaryWords,
  sureWords,
} from '../../src/opening/openingWords.ts';
import { mnistSpecimens, publishedMnist, type MnistSpecimens } from '../demos/mnistSpecimens.ts';

/** Colours of pixels as a drawing has them; undefined where it has none. */
function coloursOf(svg: string): (string | undefined)[] {
  const colours = new Array<string | undefined>(SIDE * SIDE).fill(undefined);
  for (const [, stroke, d] of svg.matchAll(/<path stroke="([^"]+)" d="([^"]+)"\/>/g)) {
    for (const [, x, y, width] of d!.matchAll(/M(\d+) (\d+)\.5h(\d+)/g)) {
      const start = Number(y) * SIDE + Number(x);
      colours.fill(stroke, start, start + Number(width));
    }
  }
  return colours;
}

describe('the figure of the first page', () => {
  const position = 9;
  let specimens: MnistSpecimens;
  let image: OpeningImage;

  beforeAll(async () => {
    specimens = await mnistSpecimens();
    const maps = publishedMnist('gallery-maps.json') as GalleryMaps;
    image = makeOpeningImage(specimens.network, specimens.gallery, maps, position);
  });

  it('draws every pixel of the digit in its grey', () => {
    const expected = image.levels.map((level) =>
      level === 0 ? undefined : `rgb(${[level, level, level].join(' ')})`,
    );
    expect(coloursOf(drawDigit(image))).toEqual(expected);
  });

  it('draws maps in the signed colours of both themes, on their own scale', () => {
    const table = signedColourTable('light');
    for (const map of image.maps) {
      const colours = coloursOf(drawMap(map));
      map.relevance.forEach((value, pixel) => {
        const share = Math.max(-1, Math.min(1, value / map.scale));
        const entry = 3 * (255 + Math.round(share * 255));
        const drawn = /^light-dark\(rgb\((\d+) (\d+) (\d+)\),rgb/.exec(
          colours[pixel] ?? 'light-dark(rgb(249 250 250),rgb',
        )!;
        for (const primary of [0, 1, 2]) {
          const distance = Math.abs(Number(drawn[primary + 1]) - table[entry + primary]!);
          expect(distance).toBeLessThanOrEqual(5);
        }
      });
    }
  });

  it('removes the most relevant inked pixels of each method first', () => {
    const inked = image.levels.filter((level) => level > 0).length;
    expect(mostRemoved(image)).toBe(Math.round(inked / 2));
    expect(image.removals.map(({ id }) => id)).toEqual(['lime', 'kernel-shap', 'lrp', 'random']);
    image.maps.forEach(({ relevance }, place) => {
      const { order } = image.removals[place]!;
      expect(new Set(order).size).toBe(order.length);
      for (const pixel of order) expect(image.levels[pixel]).toBeGreaterThan(0);
      const ranked = order.map((pixel) => relevance[pixel]!);
      expect(ranked).toEqual([...ranked].sort((a, b) => b - a));
      const marks = coloursOf(drawRemoved(order, 7));
      expect([...marks.keys()].filter((pixel) => marks[pixel] !== undefined)).toEqual(
        order.slice(0, 7).sort((a, b) => a - b),
      );
    });
  });

  it('tells what the network says of what is left', () => {
    const { order, says, sure, first } = image.removals[2]!;
    const left = specimens.images[position]!.slice();
    for (const pixel of order.slice(0, 20)) left[pixel] = 0;
    const { logits } = predict(specimens.network, { kind: 'predict', network: '', image: left });
    const shares = probabilities(logits);
    expect(says[20]).toBe(shares.indexOf(Math.max(...shares)));
    expect(sure[20]).toBeCloseTo(Math.max(...shares), 4);
    expect(first[20]).toBeCloseTo(shares[image.predicted]!, 4);
    expect(says.length).toBe(order.length + 1);
  });

  it('puts it into words', () => {
    const { classNames } = specimens.gallery;
    const removed = mostRemoved(image);
    const flipped = image.removals.findIndex(({ says }) => says[removed] !== image.predicted);
    expect(flipped).toBeGreaterThanOrEqual(0);
    expect(answerWords(image, flipped, removed, classNames)).toMatch(
      /^now says \d, [\d.]+\u202f%$/,
    );
    expect(answerWords(image, flipped, 0, classNames)).toBe('says 3, >99.9\u202f%');
    expect(sureWords(image)).toBe('more than 99.9\u202f%');
    expect(relevanceWords({ id: '', title: '', scale: 1, relevance: [-0.25] }, [0, 0])).toBe(
      '−0.250 here',
    );
    expect(lensWords(image, [99, -3])).toMatch(
      /^Column 28, row 1 of 28: LIME .* here, Kernel SHAP/,
    );
    expect(summaryWords(image, 0, classNames)).toMatch(
      /^0 of \d+ pixels removed: LIME says 3, .*\.$/,
    );
  });

  it('charts all methods and chance', () => {
    const chart = drawAnswers(image, 10);
    for (const id of ['lime', 'kernel-shap', 'lrp', 'random']) {
      expect(chart).toContain(`class="answers ${id}"`);
    }
    expect(chart).not.toMatch(/NaN|undefined/);
  });
});

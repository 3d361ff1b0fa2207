import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { eraseByMethods } from '../../src/demos/erase-digit/answer.ts';
import { flipOf, leadOf } from '../../src/demos/erase-digit/lead.ts';
import { erasuresOf } from '../../src/demos/erase-digit/plot.ts';
import { predict } from '../../src/demos/erase-digit/predict.ts';
import type { Erasure } from '../../src/demos/erase-digit/question.ts';
import {
  countErased,
  eraseLine,
  imageLeft,
  initialState,
  mostOf,
  stateOfText,
  textOfState,
} from '../../src/demos/erase-digit/state.ts';
import { leadRowsOf } from '../../src/demos/erase-digit/tables.ts';
import { scoreCells, summary } from '../../src/demos/erase-digit/words.ts';
import { mnistSpecimens, type MnistSpecimens } from './mnistSpecimens.ts';

const MOST = 157;

describe('the lead of a class', () => {
  it('is over the largest other, and another class wins where it is negative', () => {
    expect(leadOf([1, 5, 3], 1)).toBe(2);
    expect(leadOf([1, 5, 3], 2)).toBe(-2);
    expect(flipOf([3, 1, -0.5, 2, -1])).toBe(2);
    expect(flipOf([3, 1])).toBeUndefined();
    expect(scoreCells([3, -1], MOST)).toEqual(['1', '−1.0']);
    expect(scoreCells([3, 1], MOST)).toEqual(['not by 157', '1.0']);
  });
});

describe('rubbing out', () => {
  it('may take a share of the ink', () => {
    const image = new Float32Array(784);
    image.fill(0.1, 0, 100);
    expect(mostOf(image, 0.2)).toBe(20);
  });

  const inked = new Float32Array(784).map((_, pixel) => (pixel % 28 > 10 ? 0.5 : 0));

  it('takes ink under the line only, and never more than may go', () => {
    const { erased } = initialState(0);
    const line = eraseLine(inked, erased, [5, 14], [25, 14], MOST);
    expect(countErased(line)).toBeGreaterThan(20);
    line.forEach((gone, pixel) => {
      if (gone) expect(inked[pixel]).toBe(0.5);
      if (gone) expect(Math.abs(Math.floor(pixel / 28) + 0.5 - 14)).toBeLessThan(1.2);
    });
    expect(erased.every((gone) => gone === 0)).toBe(true);
    const few = eraseLine(inked, erased, [12, 14], [25, 14], 5);
    expect(countErased(few)).toBe(5);
    expect(eraseLine(inked, few, [12, 20], [25, 20], 5)).toEqual(few);
    // Nearest the beginning first.
    expect(
      Math.max(...[...few.keys()].filter((pixel) => few[pixel]).map((p) => p % 28)),
    ).toBeLessThan(15);
    expect(imageLeft(inked, few).filter((value) => value > 0).length).toBe(
      inked.filter((value) => value > 0).length - 5,
    );
  });
});

describe('the state in an address', () => {
  it('comes back as it was', () => {
    const states = fc.record({
      position: fc.nat({ max: 29 }),
      pixels: fc.uniqueArray(fc.nat({ max: 783 }), { maxLength: MOST }),
    });
    fc.assert(
      fc.property(states, ({ position, pixels }) => {
        const state = initialState(position);
        for (const pixel of pixels) state.erased[pixel] = 1;
        const text = textOfState(state);
        expect(text).toMatch(/^\d+~[\w-]*$/);
        expect(stateOfText(text, 30)).toEqual(state);
      }),
    );
  });

  it('is refused where it is none', () => {
    for (const text of ['', '1', '30~', '1~abc', '1~~', '1~' + '='.repeat(131)])
      expect(stateOfText(text, 30), text).toBeUndefined();
  });
});

describe('erasing by methods', () => {
  let specimens: MnistSpecimens;

  beforeAll(async () => {
    specimens = await mnistSpecimens();
  });

  it('follows the maps that are given, and spends nothing on black pixels', () => {
    const { network, gallery, images, maps } = specimens;
    const position = 27;
    const { index, predicted, logits } = gallery.images[position]!;
    const image = images[position]!;
    const published = (method: string) => Float32Array.from(maps[method]![position]!);
    const { erasures, target } = eraseByMethods(
      network,
      {
        kind: 'erase-by-methods',
        network: '',
        image,
        composite: '',
        segments: { cell: 4, fill: 0, evaluations: 1000, seed: gallery.header.seed, index },
        most: 20,
      },
      {
        target: predicted,
        maps: {
          lrp: published('lrp'),
          lime: published('lime'),
          'kernel-shap': published('kernel-shap'),
        },
      },
    );
    expect(target).toBe(predicted);
    expect(erasures.map(({ id }) => id)).toEqual(['lrp', 'lime', 'kernel-shap', 'random']);
    for (const { leads } of erasures) {
      expect(leads.length).toBe(21);
      expect(leads[0]).toBeCloseTo(leadOf(logits, predicted), 3);
    }
    // By LRP the third lead is that of the image without its three most relevant inked pixels.
    const lrp = published('lrp');
    const top = [...image.keys()]
      .filter((pixel) => image[pixel]! > 0)
      .sort((a, b) => lrp[b]! - lrp[a]!)
      .slice(0, 3);
    const erased = new Uint8Array(784);
    for (const pixel of top) erased[pixel] = 1;
    const own = predict(network, {
      kind: 'predict',
      network: '',
      image: imageLeft(image, erased),
    });
    expect(erasures[0]!.leads[3]).toBeCloseTo(leadOf(own.logits, predicted), 3);
    const drawn = erasuresOf(
      erasures,
      [
        [0, 8],
        [4, -1],
      ],
      20,
    );
    expect(drawn).not.toMatch(/NaN/);
    expect(drawn.match(/class="erasure/g)).toHaveLength(5);
  });

  const erasures: Erasure[] = [
    { id: 'random', leads: Float32Array.of(5, 3, 2, 1) },
    { id: 'kernel-shap', leads: Float32Array.of(5, -1, -2, -3) },
    { id: 'lrp', leads: Float32Array.of(5, 1, -1, -2) },
    { id: 'lime', leads: Float32Array.of(5, 4, 3, 2) },
  ];

  it('is told in words', () => {
    expect(summary(3, MOST, 2, ['9', '9'], [])).toBe(
      '3 of 157 pixels are erased. The network still says 9, with a lead of 2.0.',
    );
    expect(summary(MOST, MOST, 2, ['9', '9'], [])).toMatch(/No more may be erased\.$/);
    expect(summary(3, MOST, -1, ['9', '4'], [])).toMatch(/The network now says 4 instead of 9\.$/);
    expect(summary(3, 4, -1, ['9', '4'], erasures)).toMatch(
      /instead of 9\. Pixels until another class wins: LRP 2, LIME not by 4, Kernel SHAP 1, Chance not by 4\.$/,
    );
  });

  it('is told in a table, as far as each has come', () => {
    const rows = leadRowsOf(
      erasures,
      [
        [0, 5],
        [2, 1.25],
      ],
      3,
    ).split('</tr>');
    const cellsOf = (row: string) => [...row.matchAll(/>([^<>]+)</g)].map(([, text]) => text);
    expect(rows.slice(0, 4).map(cellsOf)).toEqual([
      ['0', '5.0', '5.0', '5.0', '5.0', '5.0'],
      ['1', '–', '1.0', '4.0', '−1.0', '3.0'],
      ['2', '1.3', '−1.0', '3.0', '−2.0', '2.0'],
      ['3', '–', '−2.0', '2.0', '−3.0', '1.0'],
    ]);
    expect(cellsOf(leadRowsOf([], [], 0))).toEqual(['0', '–', '–', '–', '–', '–']);
  });
});

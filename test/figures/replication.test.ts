import { describe, expect, it } from 'vitest';
import { waterfallFigure } from '../../src/figures/replication/waterfall.ts';
import { printPalette } from '../../src/figures/palette.ts';
import { madeUpReplication } from '../fixtures/madeUpReplication.ts';

const draw = (figure: ReturnType<typeof waterfallFigure>, width = 560) =>
  figure.drawing.draw({ width, palette: printPalette });

describe('the waterfall', () => {
  const replication = madeUpReplication();
  const lime = replication.methods.find(({ id }) => id === 'lime')!;

  it('goes from the number of 2021 to ours, one bar a step', () => {
    const figure = waterfallFigure(replication, 'lime', 'MNIST');
    const svg = draw(figure);
    // As reported, network and images, as committed, six faults, corrected.
    expect(svg.match(/<rect/g)?.length).toBe(10);
    expect(figure.data.rows.map(([title]) => title)).toEqual(lime.faults.map(({ title }) => title));
    expect(figure.finding).toMatch(/^LIME on MNIST: from 41\.6\u202f% in 2021 to /);
    expect(figure.alternative).toContain('Network and images −2.0 points');
  });

  it('names the largest part', () => {
    const largest = { ...lime.faults[4]!, share: { value: -0.5, low: -0.6, high: -0.4 } };
    const faults = lime.faults.with(4, largest);
    const changed = { ...replication, methods: [{ ...lime, faults }] };
    expect(waterfallFigure(changed, 'lime', 'MNIST').finding).toContain(
      'the largest part, −50.0 points, is due to area',
    );
  });

  it('begins with the protocol as committed where the number of 2021 could not be read', () => {
    const changed = { ...replication, methods: [{ ...lime, published: null }] };
    const figure = waterfallFigure(changed, 'lime', 'MNIST');
    expect(figure.finding).toMatch(/^LIME on MNIST: the number of 2021 could not be read; /);
    expect(draw(figure).match(/<rect/g)?.length).toBe(8);
  });

  it('ends every step where the next begins', () => {
    const svg = draw(waterfallFigure(replication, 'lrp', 'MNIST'));
    const bars = [...svg.matchAll(/<rect x="([\d.-]+)" y="([\d.]+)" width="([\d.]+)"/g)].map(
      ([, x, , width]) => [Number(x), Number(x) + Number(width)] as const,
    );
    for (let at = 3; at < bars.length - 1; at++) {
      const touching = bars[at]!.some((end) =>
        bars[at + 1]!.some((start) => Math.abs(end - start) < 0.05),
      );
      expect(touching, `bar ${at}`).toBe(true);
    }
  });
});

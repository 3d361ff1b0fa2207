import { quantile } from '../../../compute/metrics/bootstrap.ts';
import type { Gallery, GalleryMaps } from '../../../compute/results/gallery.ts';
import { formatNumber } from '../../results/numberFormat.ts';
import { chart, SMALL_FONT_SIZE } from '../chart.ts';
import type { DrawOptions, Figure } from '../figure.ts';
import { opaqueCells } from '../opaqueCells.ts';
import { methodColour } from '../palette.ts';
import { element, group, label, type Svg } from '../svg.ts';
import { topPixels, type TopPixels } from './topPixels.ts';

const SHARE = 0.2;
const GAP = 18;
/** Above the tiles: the two methods, a line each. */
const HEAD = 36;
const FOOT = 40;
const MOST = 184;
/** How much of the image is seen behind the pixels of largest relevance. */
const FAINT = 0.18;

/** Where each two methods disagree most: what either takes for most relevant, over one image. */
export function disagreementFigure(gallery: Gallery, maps: GalleryMaps): Figure {
  const all = topPixels(gallery, maps, SHARE);
  const worst = leastAlike(all);
  const share = formatNumber(SHARE, 'percent', 0);
  const percent = (value: number) => formatNumber(value, 'percent', 0);
  const least = [...worst].sort((one, other) => one.common - other.common)[0];
  return {
    finding: least
      ? `Of the ${share} of pixels that speak most for the class, ${least.first.title} and ${least.second.title} have no more than ${percent(least.common)} ` +
        `in common on the image where they differ most; the median over ${String(gallery.images.length)} images is ${percent(medianOf(all, least))}.`
      : 'No two methods were compared.',
    description:
      'Of each two methods, the image of the gallery on which they have least in common. Above: the image. Below: ' +
      `the ${share} of pixels of largest relevance by one method alone and by the other alone, in their colours, and by both, ` +
      'in the colour of the text. Ties are broken at random; a pixel is drawn where its chance is at least one half.',
    alternative: `${worst
      .map(
        ({ first, second, image, common }) =>
          `${first.title} and ${second.title} on ${imageWords(gallery, image)}: ${percent(common)} in common`,
      )
      .join('; ')}.`,
    sample: `n\u00a0=\u00a0${String(gallery.images.length)} images, seed ${String(gallery.header.seed)}`,
    sources: [gallery.header],
    data: {
      columns: [
        { name: 'first', title: 'Method' },
        { name: 'second', title: 'and' },
        { name: 'image', title: 'Image', style: 'integer' },
        { name: 'predicted', title: 'Class' },
        { name: 'common', title: 'In common', style: 'percent', digits: 0 },
      ],
      rows: all.map(({ first, second, image, common }) => {
        const { index, predicted } = gallery.images[image]!;
        return [first.title, second.title, index, gallery.classNames[predicted]!, common];
      }),
    },
    drawing: {
      kind: 'chart',
      draw: (options) => drawDisagreements(gallery, maps, worst, options),
    },
  };
}

/** Of each pair of methods, the image with least in common. */
function leastAlike(all: readonly TopPixels[]): TopPixels[] {
  const least = new Map<string, TopPixels>();
  for (const own of all) {
    const pair = pairOf(own);
    if (own.common < (least.get(pair)?.common ?? Infinity)) least.set(pair, own);
  }
  return [...least.values()];
}

function medianOf(all: readonly TopPixels[], like: TopPixels): number {
  const shares = all.filter((own) => pairOf(own) === pairOf(like)).map(({ common }) => common);
  return quantile(Float64Array.from(shares).sort(), 0.5);
}

function pairOf({ first, second }: TopPixels): string {
  return `${first.id} ${second.id}`;
}

function imageWords({ images, classNames }: Gallery, image: number): string {
  const { index, predicted } = images[image]!;
  return `“${classNames[predicted]!}”, image ${String(index)}`;
}

function drawDisagreements(
  gallery: Gallery,
  maps: GalleryMaps,
  worst: readonly TopPixels[],
  options: DrawOptions,
): Svg {
  const { palette, width } = options;
  const side = Math.min(MOST, (width - GAP * (worst.length - 1)) / worst.length);
  const [height, across] = gallery.shape as [number, number, number];
  const tile = (side * height) / across;
  const text = { 'font-size': SMALL_FONT_SIZE };
  return chart(
    options,
    HEAD + 2 * tile + 8 + FOOT,
    ...worst.map((own, column) => {
      const { first, second, image, common } = own;
      return group(
        { transform: `translate(${String(Math.round(column * (side + GAP)))} 0)` },
        ...[first, second].map(({ id, title }, line) =>
          label(title, {
            ...text,
            x: 0,
            y: 12 + 16 * line,
            'font-weight': 600,
            fill: methodColour(palette, id),
          }),
        ),
        ...drawImage(maps, image, side, HEAD, options),
        ...drawImage(maps, image, side, HEAD + tile + 8, options, FAINT),
        ...drawTops(own, across, side, HEAD + tile + 8, options),
        label(imageWords(gallery, image), {
          ...text,
          x: 0,
          y: HEAD + 2 * tile + 24,
          fill: palette.inkSoft,
        }),
        label(`${formatNumber(common, 'percent', 0)} in common`, {
          ...text,
          x: 0,
          y: HEAD + 2 * tile + 40,
        }),
      );
    }),
  );
}

function drawTops(
  { first, second, byFirst, bySecond }: TopPixels,
  across: number,
  side: number,
  top: number,
  { palette }: DrawOptions,
): Svg[] {
  const taken = (chances: Float64Array, pixel: number) => chances[pixel]! >= 0.5;
  const where = (wanted: (pixel: number) => boolean) =>
    Array.from(byFirst, (_, pixel) => (wanted(pixel) ? 1 : 0));
  const alone = (own: Float64Array, other: Float64Array) =>
    where((pixel) => taken(own, pixel) && !taken(other, pixel));
  return [
    drawPixels(alone(byFirst, bySecond), methodColour(palette, first.id), across, side, top, 0.8),
    drawPixels(alone(bySecond, byFirst), methodColour(palette, second.id), across, side, top, 0.8),
    drawPixels(
      where((pixel) => taken(byFirst, pixel) && taken(bySecond, pixel)),
      palette.ink,
      across,
      side,
      top,
      0.8,
    ),
    element('rect', {
      x: 0,
      y: top,
      width: side,
      height: (side * byFirst.length) / across ** 2,
      fill: 'none',
      stroke: palette.ruleStrong,
    }),
  ];
}

/** Pixels in one colour, as opaque as their value. */
function drawPixels(
  values: readonly number[],
  fill: string,
  across: number,
  side: number,
  top: number,
  opacity = 1,
): Svg {
  return opaqueCells(
    values.map((value) => value * opacity),
    across,
    { x: 0, y: top, unit: side / across },
    { fill, 'shape-rendering': 'crispEdges' },
  );
}

/** Drawings take ink, which follows the theme; photographs are as bright in one theme as in the other. */
function drawImage(
  { images, shape }: GalleryMaps,
  image: number,
  side: number,
  top: number,
  { palette }: DrawOptions,
  opacity = 1,
): Svg[] {
  const [, across, channels] = shape as [number, number, number];
  const values = brightness(images[image]!, channels);
  return channels === 1
    ? [drawPixels(values, palette.ink, across, side, top, opacity)]
    : photographLayers(values, opacity).map(({ fill, opacities }) =>
        drawPixels(opacities, palette[fill], across, side, top),
      );
}

/** Mean of the channels of each pixel, 0 to 1 in sixteenths. */
function brightness(image: readonly number[], channels: number): number[] {
  return Array.from({ length: image.length / channels }, (_, pixel) => {
    const own = image.slice(pixel * channels, (pixel + 1) * channels);
    const mean = own.reduce((sum, value) => sum + value, 0) / channels / 255;
    return Math.round(mean * 16) / 16;
  });
}

/**
 * Light, and dark over it, that together show a share `opacity` of each pixel's grey b and `1 − opacity`
 * of whatever the ground is: the dark leaves `1 − opacity (1 − b)` of what lies under it.
 */
function photographLayers(values: readonly number[], opacity: number) {
  const dark = values.map((value) => opacity * (1 - value));
  const light = values.map((value, pixel) =>
    value === 0 ? 0 : (opacity * value) / (1 - dark[pixel]!),
  );
  return [
    { fill: 'photoLight', opacities: light },
    { fill: 'photoDark', opacities: dark },
  ] as const;
}

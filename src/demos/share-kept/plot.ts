import { STEPS, type RankerId } from './state.ts';

/** Size of the drawing in its own units, which are pixels where there is room. */
const WIDTH = 320;
const LEFT = 30;
const RIGHT = WIDTH - 10;
const TOP = 10;
const BOTTOM = 180;

export const CURVES_BOX = `0 0 ${WIDTH} ${BOTTOM + 34}`;

/** How many images are recognised at each share kept, by who ranks the pixels. */
export type Curves = ReadonlyMap<RankerId, readonly number[]>;

/**
 * Images recognised against the share kept, one line a ranking, with a cursor at the present share.
 * @param images how many there are
 * @param chosen the ranking that stands out
 */
export function curvesOf(curves: Curves, images: number, chosen: RankerId, step: number): string {
  const x = (place: number) => LEFT + (place / STEPS) * (RIGHT - LEFT);
  const y = (count: number) => BOTTOM - (count / images) * (BOTTOM - TOP);
  return [
    `<path class="axis" d="M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}"/>`,
    `<path class="cursor" d="M${n(x(step))} ${TOP}V${BOTTOM}"/>`,
    ...[...curves].map(([id, counts]) => {
      const points = counts.map((count, place) => `${n(x(place))} ${n(y(count))}`);
      const look = id === chosen ? `${id} chosen-line` : id;
      return `<path class="ranking ${look}" d="M${points.join('L')}"/>`;
    }),
    ...[...curves]
      .filter(([id]) => id === chosen)
      .map(
        ([, counts]) =>
          `<circle class="chosen" cx="${n(x(step))}" cy="${n(y(counts[step]!))}" r="4"/>`,
      ),
    tick(LEFT - 5, TOP + 8, String(images), 'end'),
    tick(LEFT - 5, BOTTOM + 4, '0', 'end'),
    tick(x(0), BOTTOM + 14, '0', 'middle'),
    tick(x(STEPS / 2), BOTTOM + 14, '50', 'middle'),
    tick(x(STEPS), BOTTOM + 14, '100', 'middle'),
    tick((LEFT + RIGHT) / 2, BOTTOM + 30, 'share of the pixels kept, %', 'middle'),
  ].join('');
}

function tick(x: number, y: number, content: string, anchor: string): string {
  return `<text class="soft" x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${content}</text>`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

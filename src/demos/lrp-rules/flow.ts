import type { LedgerEntry } from '../../../compute/results/conservation.ts';
import { formatChange, formatNumber } from '../../results/numberFormat.ts';

/** Size of the drawing in its own units, which are pixels where there is room. */
const WIDTH = 300;
const MIDDLE = 110;
const TOP = 26;
const LAYER = 82;

/** Widest stream, and thickest leak: two of them find room beside a layer. */
const WIDEST = 110;
const THICKEST = 30;

/** Less is printed as zero. */
const LEAST = 0.005;

/** What a layer with weights did to the stream. */
type Layer = Pick<
  LedgerEntry,
  'type' | 'rule' | 'relevanceIn' | 'relevanceOut' | 'lostToBias' | 'lostToStabiliser'
>;

/** The layers that have weights: all others hand relevance on as it is. */
export function weightedLayers(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  return ledger.filter(({ type }) => type === 'dense' || type === 'conv2d');
}

/** Height of the drawing for so many layers with weights. */
export function flowBox(layers: number): string {
  return `0 0 ${WIDTH} ${TOP + layers * LAYER + 24}`;
}

/**
 * Relevance as a stream from the logit at the top down to the pixels, as wide as there is of it; what
 * biases and stabiliser take leaves to the right, what they add comes in from there. Blue where a
 * layer's relevance adds up to less than nothing. Content of an SVG whose view box is `flowBox`.
 */
export function flowOf(ledger: readonly LedgerEntry[]): string {
  const layers = weightedLayers(ledger);
  const sums = layers.flatMap(({ relevanceIn, relevanceOut }) => [relevanceIn, relevanceOut]);
  const leaks = layers.flatMap(({ lostToBias, lostToStabiliser }) => [
    lostToBias,
    lostToStabiliser,
  ]);
  const scale = Math.min(WIDEST / largest(sums), THICKEST / largest(leaks));
  const bottom = TOP + layers.length * LAYER;
  return [
    text(MIDDLE, TOP - 10, `logit ${formatNumber(layers[0]!.relevanceIn)}`, 'middle'),
    ...layers.map((layer, place) => drawLayer(layer, TOP + place * LAYER, scale)),
    text(MIDDLE, bottom + 17, `pixels ${formatNumber(layers.at(-1)!.relevanceOut)}`, 'middle'),
  ].join('');
}

function drawLayer(layer: Layer, top: number, scale: number): string {
  const { relevanceIn, relevanceOut, lostToBias, lostToStabiliser } = layer;
  const half = (relevance: number) => Math.max(0.5, Math.abs(relevance) * scale) / 2;
  const [above, below] = [half(relevanceIn), half(relevanceOut)];
  const [from, to] = [top + 4, top + LAYER - 4];
  const sign = relevanceIn < 0 || relevanceOut < 0 ? ' negative' : '';
  const edge = (share: number) => MIDDLE + above + (below - above) * share;
  return [
    `<path class="stream${sign}" d="M${n(MIDDLE - above)} ${n(from)}H${n(MIDDLE + above)}L${n(MIDDLE + below)} ${n(to)}H${n(MIDDLE - below)}Z"/>`,
    leak('bias', edge(0.35), top + LAYER * 0.35, lostToBias, scale),
    leak('stabiliser', edge(0.75), top + LAYER * 0.75, lostToStabiliser, scale),
    text(MIDDLE + WIDEST / 2 + 62, top + LAYER * 0.35 + 4, words('biases', lostToBias)),
    text(MIDDLE + WIDEST / 2 + 62, top + LAYER * 0.75 + 4, words('ε', lostToStabiliser)),
    text(2, top + LAYER * 0.42, layer.type === 'dense' ? 'dense' : 'conv.'),
    text(
      2,
      top + LAYER * 0.42 + 15,
      layer.rule.replace(/^ε = 0.000001$/, 'ε = 10⁻⁶'),
      'start',
      'soft',
    ),
  ].join('');
}

/** An arrow out of the stream, or into it where relevance is gained; none where there is nothing to tell. */
function leak(name: string, from: number, middle: number, lost: number, scale: number): string {
  if (Math.abs(lost) < LEAST) return '';
  const thickness = Math.max(0.75, Math.abs(lost) * scale);
  const end = MIDDLE + WIDEST / 2 + 56;
  const tip = Math.max(5, thickness * 0.4);
  const [top, bottom] = [middle - thickness / 2, middle + thickness / 2];
  const [wideTop, wideBottom] = [top - 2, bottom + 2];
  const arrow =
    lost > 0
      ? `M${n(from)} ${n(top)}H${n(end - tip)}V${n(wideTop)}L${n(end)} ${n(middle)}L${n(end - tip)} ${n(wideBottom)}V${n(bottom)}H${n(from)}Z`
      : `M${n(end)} ${n(top)}H${n(from + tip)}V${n(wideTop)}L${n(from)} ${n(middle)}L${n(from + tip)} ${n(wideBottom)}V${n(bottom)}H${n(end)}Z`;
  return `<path class="leak ${name}" d="${arrow}"/>`;
}

/** What biases or stabiliser add to the stream, e.g. `biases −0.02`. */
function words(who: string, lost: number): string {
  return `${who} ${formatChange(-lost)}`;
}

function text(x: number, y: number, content: string, anchor = 'start', look = ''): string {
  return `<text class="${look}" x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${content}</text>`;
}

function largest(values: readonly number[]): number {
  return Math.max(1e-9, ...values.map(Math.abs));
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

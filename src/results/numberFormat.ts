import type { Estimate } from '../../compute/results/estimate.ts';

export type NumberStyle = 'number' | 'integer' | 'percent' | 'points' | 'scientific';

const MINUS = '\u2212';
const THIN_SPACE = '\u202f';

/**
 * A number as the report prints it: true minus sign, commas between thousands, a thin space before
 * the per cent sign.
 * @param digits after the decimal point
 */
export function formatNumber(value: number, style: NumberStyle = 'number', digits = 2): string {
  return signed(value, '', style, digits);
}

/** A signed number or change as the report prints it, e.g. `+0.4`; what rounds to zero has no sign. */
export function formatChange(value: number, style: NumberStyle = 'number', digits = 2): string {
  return signed(value, '+', style, digits);
}

/** What rounds to zero has no sign. */
function signed(value: number, plus: string, style: NumberStyle, digits: number): string {
  const text = unsigned(Math.abs(value), style, digits);
  return /[1-9]/.test(text) ? (value < 0 ? MINUS : plus) + text : text;
}

function unsigned(size: number, style: NumberStyle, digits: number): string {
  switch (style) {
    case 'integer':
      return grouped(size, 0);
    case 'percent':
      return `${grouped(100 * size, digits)}${THIN_SPACE}%`;
    case 'points':
      return grouped(100 * size, digits);
    case 'scientific': {
      const [mantissa, exponent] = size.toExponential(digits).split('e') as [string, string];
      return `${mantissa} × 10${superscript(Number(exponent))}`;
    }
    case 'number':
      return grouped(size, digits);
  }
}

/** The scale of a map, e.g. `±0.19`: two decimals, and more where two digits of a small one need them. */
export function formatScale(scale: number): string {
  const small = scale > 0 && scale < 0.1;
  return `±${formatNumber(scale, 'number', small ? 1 - Math.floor(Math.log10(scale)) : 2)}`;
}

/**
 * A probability that a network states. None is certain, whatever artefacts or single precision have
 * rounded it to: 0 and 1, and what rounds to them, are printed as `<0.1 %` and `>99.9 %`.
 */
export function formatProbability(probability: number, digits = 1): string {
  const least = 10 ** -(digits + 2);
  if (probability < least / 2) return `<${formatNumber(least, 'percent', digits)}`;
  if (probability > 1 - least / 2) return `>${formatNumber(1 - least, 'percent', digits)}`;
  return formatNumber(probability, 'percent', digits);
}

/** The interval of an estimate, e.g. `99.27–99.58 %`. */
export function formatInterval(
  { low, high }: Estimate,
  style: NumberStyle = 'number',
  digits = 2,
): string {
  const unit = style === 'percent' ? `${THIN_SPACE}%` : '';
  const bare = style === 'percent' ? 'points' : style;
  const joint = low < 0 || high < 0 ? ' to ' : '–';
  return `${formatNumber(low, bare, digits)}${joint}${formatNumber(high, bare, digits)}${unit}`;
}

function grouped(size: number, digits: number): string {
  return size.toLocaleString('en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function superscript(exponent: number): string {
  return String(exponent).replace(
    /[-\d]/g,
    (digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)]!,
  );
}

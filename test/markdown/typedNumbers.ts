import { withoutCode } from '../../src/markdown/reportIndex.ts';

/** A number in running text that no component took from an artefact. */
export interface TypedNumber {
  readonly line: number;
  readonly text: string;
}

/** What may hold numbers: formulas, settings and examples marked as such, citations, addresses, attributes. */
const NOT_PROSE: readonly RegExp[] = [
  /\$\$[\s\S]*?\$\$/g,
  /\$[^$\n]+\$/g,
  /<Given\b[^>]*>[\s\S]*?<\/Given>/g,
  /<Callout kind="example">[\s\S]*?<\/Callout>/g,
  /\[-?@[^\]]*\]/g,
  /\]\([^)]*\)/g,
  /<\/?[A-Za-z][^>]*>/g,
];

/** Percentages, numbers with commas between thousands, and decimals; versions such as 4.22.0 are none. */
const RESULT_NUMBERS =
  /(?<![\d.,])(?:\d+(?:[.,]\d+)*\s*(?:%|per\s?cent\b)|\d{1,3}(?:,\d{3})+(?![\d,])|\d+\.\d+(?![\d.]*\d))/g;

/** Numbers in the prose of a chapter that look like results and were typed by hand. */
export function typedNumbers(body: string): TypedNumber[] {
  const prose = NOT_PROSE.reduce(
    (text, pattern) => text.replace(pattern, (part) => part.replace(/[^\n]/g, ' ')),
    withoutCode(body),
  );
  return [...prose.matchAll(RESULT_NUMBERS)].map(({ 0: text, index }) => ({
    line: prose.slice(0, index).split('\n').length,
    text,
  }));
}

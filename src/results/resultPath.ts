import type { Estimate } from '../../compute/results/estimate.ts';
import { isEstimate } from './isEstimate.ts';
import { listArtefacts, readArtefact } from './readArtefact.ts';
import { remedy, resultsFolder } from './resultsFolder.ts';

/**
 * A value in a study's artefacts by its path, e.g. `evaluation.better.test.accuracy` or
 * `degradation.rows.lrp.accuracy`. The file comes first (`evaluation-better.json` or
 * `degradation.json`), then fields; an element of a list is named by its place, by its `id`, or by
 * some of its fields, as in `curves.curves.fill=road,row=lrp`, of which the first one counts. In a
 * list of differences `lrp~lime` is the difference LRP minus LIME, whichever way it is stored.
 * @throws Error naming the file and the part of the path that does not exist
 */
export function resultAt(study: string, path: string): unknown {
  const parts = path.split('.');
  const files = listArtefacts(study);
  const [file, used] = files.includes(`${parts[0]!}.json`)
    ? [`${parts[0]!}.json`, 1]
    : [`${parts[0]!}-${parts[1] ?? ''}.json`, 2];
  if (!files.includes(file)) {
    throw new Error(
      `"${path}": ${resultsFolder(study)} has neither ${parts[0]!}.json nor ${file}; ` +
        remedy(study),
    );
  }
  return valueAt(readArtefact(study, file), parts.slice(used), `${resultsFolder(study)}/${file}`);
}

/** The value that a list of field names leads to. @throws Error naming where and the missing part */
export function valueAt(root: unknown, parts: readonly string[], where: string): unknown {
  let value = root;
  for (const [position, part] of parts.entries()) {
    const next = step(value, part);
    if (next === undefined) {
      const found = typeof value === 'object' && value !== null ? keysOf(value) : typeof value;
      throw new Error(
        `${where}: "${parts.slice(0, position + 1).join('.')}" does not exist; there is ${found}`,
      );
    }
    value = next;
  }
  return value;
}

/** An element of a list that paths can name. */
interface NamedElement {
  readonly id?: string;
  readonly first?: string;
  readonly second?: string;
  readonly difference?: Estimate;
}

function step(value: unknown, part: string): unknown {
  if (Array.isArray(value)) {
    if (/^\d+$/.test(part)) return value[Number(part)];
    const elements = value as readonly NamedElement[];
    if (part.includes('=')) return elementWith(elements, part);
    return part.includes('~')
      ? differenceOf(elements, part)
      : elements.find(({ id }) => id === part);
  }
  return typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    ? (value as Record<string, unknown>)[part]
    : undefined;
}

function elementWith(elements: readonly object[], part: string): object | undefined {
  const fields = part.split(',').map((field) => field.split('='));
  return elements.find((element) =>
    fields.every(([name, text]) => String(new Map(Object.entries(element)).get(name!)) === text),
  );
}

function differenceOf(elements: readonly NamedElement[], part: string): Estimate | undefined {
  const [minuend, subtrahend] = part.split('~');
  const find = (first?: string, second?: string) =>
    elements.find((item) => item.first === first && item.second === second)?.difference;
  const stored = find(minuend, subtrahend);
  if (stored) return stored;
  const reversed = find(subtrahend, minuend);
  return reversed && { value: -reversed.value, low: -reversed.high, high: -reversed.low };
}

function keysOf(value: object): string {
  const keys = Array.isArray(value)
    ? value.map((item: NamedElement | null, position) => nameOf(item) ?? String(position))
    : Object.keys(value);
  return keys.slice(0, 12).join(', ') + (keys.length > 12 ? ', …' : '');
}

function nameOf(item: NamedElement | null): string | undefined {
  return item?.first === undefined ? item?.id : `${item.first}~${item.second ?? ''}`;
}

/** A number, or a number with its interval. @throws Error naming study and path for anything else */
export function numberAt(study: string, path: string): number | Estimate {
  const value = resultAt(study, path);
  if (typeof value === 'number' || isEstimate(value)) return value;
  throw new Error(`${resultsFolder(study)}: "${path}" is no number but ${JSON.stringify(value)}`);
}

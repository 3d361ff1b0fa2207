import { canonicalJson } from './canonicalJson.ts';
import type { StepKey } from './fingerprint.ts';

/** One thing that changed. */
export interface Change {
  /** What it is, e.g. `parameters.rule.gamma` or `dataset mnist/test`. */
  readonly what: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const SHOWN_DIGEST = 12;
const SHOWN_VALUE = 60;

/** Names what differs between two keys, old → new, down to single parameters and files. */
export function changesBetween(before: StepKey, now: StepKey): Change[] {
  return [
    ...differences('kind of step', before.step, now.step),
    ...differences('parameters', before.parameters, now.parameters),
    ...differences('seed', before.seed, now.seed),
    ...digestDifferences('data set ', before.datasets, now.datasets),
    ...inputDifferences(before.inputs, now.inputs),
    ...digestDifferences('', { code: before.code.bundle }, { code: now.code.bundle }),
    ...versionDifferences(before.code.packages, now.code.packages),
    ...differences('engine', before.runtime, now.runtime),
  ];
}

/** `parameters.epochs: 12 → 20` */
export function formatChange({ what, from, to }: Change): string {
  if (from === undefined) return `${what}: new, ${to ?? ''}`;
  if (to === undefined) return `${what}: gone, was ${from}`;
  return `${what}: ${from} → ${to}`;
}

/** Whether the code is all that differs. */
export function onlyCodeChanged(before: StepKey, now: StepKey): boolean {
  return (
    canonicalJson({ ...before, code: null }) === canonicalJson({ ...now, code: null }) &&
    canonicalJson(before.code) !== canonicalJson(now.code)
  );
}

function differences(what: string, before: unknown, now: unknown): Change[] {
  if (isFields(before) && isFields(now)) {
    return keysOf(before, now).flatMap((key) =>
      differences(Array.isArray(now) ? `${what}[${key}]` : `${what}.${key}`, before[key], now[key]),
    );
  }
  const from = show(before);
  const to = show(now);
  return from === to ? [] : [{ what, from, to }];
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function keysOf(first: object, second: object): string[] {
  return [...new Set([...Object.keys(first), ...Object.keys(second)])];
}

function show(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = canonicalJson(value);
  return text.length > SHOWN_VALUE ? `${text.slice(0, SHOWN_VALUE)}…` : text;
}

type Digests = Readonly<Record<string, string>>;

function versionDifferences(before: Digests, now: Digests): Change[] {
  return keysOf(before, now)
    .filter((name) => before[name] !== now[name])
    .map((name) => ({ what: `package ${name}`, from: before[name], to: now[name] }));
}

function digestDifferences(prefix: string, before: Digests, now: Digests): Change[] {
  return keysOf(before, now)
    .filter((name) => before[name] !== now[name])
    .map((name) => ({
      what: `${prefix}${name}`,
      from: before[name]?.slice(0, SHOWN_DIGEST),
      to: now[name]?.slice(0, SHOWN_DIGEST),
    }));
}

function inputDifferences(
  before: Readonly<Record<string, Digests>>,
  now: Readonly<Record<string, Digests>>,
): Change[] {
  return keysOf(before, now).flatMap((step) =>
    digestDifferences(`input ${step}/`, before[step] ?? {}, now[step] ?? {}),
  );
}

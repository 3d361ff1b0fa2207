import {
  isOffered,
  PARAMETERS,
  RULE_KINDS,
  SITES,
  type RuleChoice,
  type RuleChoices,
  type Site,
} from './choice.ts';

/** What the reader has set up. */
export interface LrpRulesState {
  /** Place of the image in the gallery. */
  readonly position: number;
  readonly choices: RuleChoices;
}

/** The state as part of an address, e.g. `0~epsilon_0.25~gamma_0.25~box_0`. */
export function textOfState({ position, choices }: LrpRulesState): string {
  const written = SITES.map((site) => `${choices[site].kind}_${choices[site].parameter}`);
  return [position, ...written].join('~');
}

/**
 * The state of an address; undefined where the text is not one.
 * @param images in the gallery
 */
export function stateOfText(text: string, images: number): LrpRulesState | undefined {
  const [first, ...written] = text.split('~');
  const position = /^\d{1,3}$/.test(first!) ? Number(first) : NaN;
  if (!(position < images) || written.length !== SITES.length) return undefined;
  const found = SITES.map((site, place) => choiceOfText(written[place]!, site));
  if (!found.every((choice) => choice !== undefined)) return undefined;
  const [dense, convolution, pixels] = found as [RuleChoice, RuleChoice, RuleChoice];
  return { position, choices: { dense, convolution, pixels } };
}

function choiceOfText(text: string, site: Site): RuleChoice | undefined {
  const [name, value, ...more] = text.split('_');
  const kind = RULE_KINDS.find((known) => known === name);
  if (kind === undefined || value === undefined || more.length > 0) return undefined;
  const allowed = PARAMETERS[kind].length > 0 ? PARAMETERS[kind] : [0];
  const parameter = allowed.find((number) => String(number) === value);
  return parameter !== undefined && isOffered(kind, site) ? { kind, parameter } : undefined;
}

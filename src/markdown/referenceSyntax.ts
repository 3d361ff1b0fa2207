/** One thing that a bracket refers to. */
export interface Reference {
  readonly kind: 'label' | 'citation';
  /** A label with its kind (`eq:lrp-epsilon`), or the key of a work. */
  readonly target: string;
  /** `[-@key]`: only the year, where the sentence names the authors. */
  readonly yearOnly: boolean;
  /** `p. 3` in `[@key, p. 3]`. */
  readonly locator: string | undefined;
}

/** One bracket such as `[@eq:shapley]` or `[@bach2015, p. 3; @ribeiro2016]`. */
export interface ReferenceBracket {
  readonly references: readonly Reference[];
  readonly start: number;
  readonly end: number;
}

const BRACKET = /\[(-?@[^[\]]+)\]/g;
const REFERENCE = /^\s*(-?)@([\w:./-]*\w)(?:,\s*([^;]+?))?\s*$/;
const LABEL = /^(?:eq|fig|tbl|sec):/;

/**
 * All references in a text.
 * @throws Error quoting a bracket that begins like a reference and is none
 */
export function parseReferences(text: string): ReferenceBracket[] {
  return [...text.matchAll(BRACKET)].map((match) => ({
    references: match[1]!.split(';').map((part) => parseReference(part, match[0])),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function parseReference(part: string, bracket: string): Reference {
  const match = REFERENCE.exec(part);
  if (!match) {
    throw new Error(
      `cannot read the reference ${bracket}; write [@key], [@key, p. 3] or [@eq:label]`,
    );
  }
  const target = match[2]!;
  const locator = match[3];
  const kind = LABEL.test(target) ? 'label' : 'citation';
  if (kind === 'label' && (match[1] !== '' || locator !== undefined)) {
    throw new Error(`${bracket}: only works can be cited with a minus sign or a page`);
  }
  return { kind, target, yearOnly: match[1] === '-', locator };
}

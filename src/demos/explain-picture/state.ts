/** The networks that the reader may choose from, the one that is loaded at first first. */
export const NETWORK_IDS = ['small', 'study'] as const;
export type NetworkId = (typeof NETWORK_IDS)[number];

/** What the reader has set up. */
export interface ExplainPictureState {
  /** Place in the gallery; null for a picture of the reader's own. */
  readonly position: number | null;
  /** Class explained; the predicted one when null. */
  readonly target: number | null;
  /** The network that is explained. */
  readonly network: NetworkId;
}

/** The state as part of an address, e.g. `9~3~study`; the reader's own picture stays out of it. */
export function textOfState({ position, target, network }: ExplainPictureState): string {
  const parts = [position ?? '', target ?? ''];
  return (network === 'small' ? parts : [...parts, network]).join('~');
}

/**
 * The state of an address; undefined where the text is not one, or was of somebody's own picture.
 * @param images in the gallery
 * @param classes that the networks tell apart
 */
export function stateOfText(
  text: string,
  images: number,
  classes: number,
): ExplainPictureState | undefined {
  const parts = /^(\d{1,3})~(\d{0,3})(~study)?$/.exec(text);
  if (!parts) return undefined;
  const position = Number(parts[1]);
  const target = parts[2] === '' ? null : Number(parts[2]);
  return position < images && (target === null || target < classes)
    ? { position, target, network: parts[3] === undefined ? 'small' : 'study' }
    : undefined;
}

/** Name of the picture of the first page, and of pages that have none of their own. */
export const FIRST_PAGE_CARD = 'report';

/** Path of the picture that goes with a shared link. */
export function socialCardPath(card: string): string {
  return `/cards/${card}.png`;
}

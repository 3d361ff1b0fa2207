/** How far the logit of a class is ahead of the largest other; negative when another class wins. */
export function leadOf(logits: ArrayLike<number>, label: number): number {
  let other = -Infinity;
  for (let index = 0; index < logits.length; index++) {
    if (index !== label) other = Math.max(other, logits[index]!);
  }
  return logits[label]! - other;
}

/** How many pixels were erased when another class first won; undefined where none did. */
export function flipOf(leads: ArrayLike<number>): number | undefined {
  const flip = Array.from(leads).findIndex((lead) => lead < 0);
  return flip < 0 ? undefined : flip;
}

/**
 * The two classes that are set against each other.
 * @param first the class of the largest logit when null
 * @param second the likeliest other class when null, or when it is the first
 */
export function opponents(
  logits: ArrayLike<number>,
  first: number | null,
  second: number | null,
): [first: number, second: number] {
  const ranked = Array.from(logits, (_, label) => label).sort((a, b) => logits[b]! - logits[a]!);
  const own = first ?? ranked[0]!;
  const other = second === null || second === own ? undefined : second;
  return [own, other ?? ranked.find((label) => label !== own)!];
}

/** Words in a row, as in `LIME, Kernel SHAP and LRP`. */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** What a name says after a comma in brackets, for lists that have commas of their own. */
export function bracketed(name: string): string {
  return name.replace(/, (.*)$/, ' ($1)');
}

/** The first letter in upper case, for the start of a sentence. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

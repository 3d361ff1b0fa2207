/** A network in running text: `the better network`, `the network of 2021`. */
export function networkWords(name: string): string {
  return /^\d{4}$/.test(name) ? `the network of ${name}` : `the ${name} network`;
}

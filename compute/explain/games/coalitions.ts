/** Coalitions are rows of 0 and 1 in a row-major [count × players] array; these read and make them. */

/** A string that is equal for equal coalitions only, for use as a key: 16 players a character. */
export function coalitionKey(coalition: Uint8Array): string {
  const words = new Uint16Array(Math.ceil(coalition.length / 16));
  for (let player = 0; player < coalition.length; player++) {
    if (coalition[player]) words[player >> 4]! |= 1 << (player & 15);
  }
  let key = '';
  for (const word of words) key += String.fromCharCode(word);
  return key;
}

/**
 * The coalitions numbered first … first + count − 1, where player p takes part in coalition number n
 * if bit p of n is set. At most 30 players.
 * @returns row-major [count × players]
 */
export function coalitionsByBitmask(players: number, first: number, count: number): Uint8Array {
  const coalitions = new Uint8Array(count * players);
  for (let row = 0; row < count; row++) {
    for (let player = 0; player < players; player++) {
      coalitions[row * players + player] = ((first + row) >> player) & 1;
    }
  }
  return coalitions;
}

/** Writes into `target` the coalition of everyone who is not in `coalition`. */
export function writeComplement(coalition: Uint8Array, target: Uint8Array): void {
  for (let player = 0; player < coalition.length; player++) target[player] = 1 - coalition[player]!;
}

import fc from 'fast-check';

/** A change to some bytes; positions are taken modulo the length. */
type ByteDamage =
  | { readonly type: 'flip'; readonly at: number; readonly by: number }
  | { readonly type: 'cut'; readonly at: number }
  | { readonly type: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | {
      readonly type: 'word';
      readonly at: number;
      readonly value: number;
      readonly little: boolean;
    };

/** Positions near the beginning, where headers are, are as likely as all others. */
const position = fc.oneof(fc.nat(48), fc.nat());

const byteDamage: fc.Arbitrary<ByteDamage> = fc.oneof(
  fc.record({ type: fc.constant('flip'), at: position, by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ type: fc.constant('cut'), at: position }),
  fc.record({
    type: fc.constant('insert'),
    at: position,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  }),
  fc.record({
    type: fc.constant('word'),
    at: position,
    value: fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1),
    little: fc.boolean(),
  }),
);

/** Bytes with up to three changes; now and then bytes that never were any good, or the whole. */
export function damagedBytes(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const damaged = fc
    .array(byteDamage, { maxLength: 3 })
    .map((damages) => damages.reduce(damage, whole));
  return fc.oneof(
    { weight: 9, arbitrary: damaged },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}

function damage(bytes: Uint8Array, change: ByteDamage): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = change.at % bytes.length;
  switch (change.type) {
    case 'flip':
      return bytes.with(at, bytes[at]! ^ change.by);
    case 'cut':
      return bytes.slice(0, at);
    case 'insert':
      return Buffer.concat([bytes.subarray(0, at), change.bytes, bytes.subarray(at)]);
    case 'word': {
      const changed = bytes.slice();
      if (at + 4 > changed.length) return changed;
      new DataView(changed.buffer).setUint32(at, change.value, change.little);
      return changed;
    }
  }
}

const awkward = fc.oneof(
  fc.constantFrom(null, true, -1, 0, 0.5, 2 ** 31, 2 ** 53, 1e300, '', '__proto__', '../x'),
  fc.constantFrom([], {}, [[]], '0'.repeat(64)),
  fc.jsonValue({ maxDepth: 2 }),
);

const jsonDamages = fc.array(
  fc.record({ at: fc.nat(), remove: fc.boolean(), by: awkward, key: fc.string({ maxLength: 6 }) }),
  { maxLength: 3 },
);

/** Plain data in which up to three fields are removed, added, or have another value. */
export function damagedJson(whole: unknown): fc.Arbitrary<unknown> {
  return jsonDamages.map((damages) => {
    let value = structuredClone(whole);
    for (const { at, remove, by, key } of damages) {
      const places = [...placesOf(value)];
      const place = places[at % (places.length + 1)];
      if (place === undefined) value = by;
      else if (Array.isArray(place.owner)) {
        place.owner.splice(Number(place.key), 1, ...(remove ? [] : [by]));
      } else if (remove) Reflect.deleteProperty(place.owner, place.key);
      else Reflect.set(place.owner, at % 5 === 0 ? key : place.key, by);
    }
    return value;
  });
}

/** JSON text of which bytes or fields are damaged. */
export function damagedText(whole: string): fc.Arbitrary<string> {
  return fc.oneof(
    damagedBytes(Buffer.from(whole)).map((bytes) => new TextDecoder().decode(bytes)),
    damagedJson(JSON.parse(whole)).map((value) => JSON.stringify(value)),
  );
}

interface Place {
  readonly owner: object;
  readonly key: string;
}

function* placesOf(value: unknown): Generator<Place> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    yield { owner: value, key };
    yield* placesOf(item);
  }
}

/**
 * JSON with sorted keys, no spaces, and numbers as ECMAScript prints them, as RFC 8785 (JSON
 * Canonicalization Scheme) defines: equal values give equal text. Fields that are undefined are
 * left out.
 * @throws TypeError naming the field, for values that JSON does not hold (functions, NaN, dates)
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${path} is ${String(value)}, not finite`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, path);
    default:
      throw new TypeError(`${path} is a ${typeof value}, which JSON does not hold`);
  }
}

function writeObject(value: object, path: string): string {
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${path} is a ${value.constructor.name}, not plain data`);
  }
  const fields = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${write(item, `${path}.${key}`)}`);
  return `{${fields.join(',')}}`;
}

import { crc32 } from 'node:zlib';

function record(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]) {
  const length = fields.reduce((sum, [bytes]) => sum + bytes, 4);
  const buffer = Buffer.alloc(length);
  let offset = buffer.writeUInt32LE(signature, 0);
  for (const [bytes, value] of fields) offset = buffer.writeUIntLE(value, offset, bytes);
  return buffer;
}

/** A zip file of uncompressed members (PKWARE APPNOTE 4.3), as small as yauzl accepts. */
export function zipFile(members: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const content = Buffer.from(text);
    const path = Buffer.from(name);
    const shared = [
      [2, 20],
      [2, 0x0800],
      [2, 0],
      [2, 0],
      [2, 0x21],
      [4, crc32(content)],
      [4, content.length],
      [4, content.length],
      [2, path.length],
      [2, 0],
    ] as const;
    const local = Buffer.concat([record(0x04034b50, shared), path, content]);
    directory.push(
      record(0x02014b50, [[2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
      path,
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(members).length;
  const end = record(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, central.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...parts, central, end]);
}

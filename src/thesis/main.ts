import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { thesisPack } from './pack.ts';
import { zipOf } from './zip.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'thesis' } } });

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly name: string;
  readonly version: string;
};
const stem = `${name}-thesis-${version}`;
const files = await thesisPack(version);
const target = path.join(values.out, `${stem}.zip`);
mkdirSync(values.out, { recursive: true });
writeFileSync(target, zipOf(files, stem));
process.stdout.write(`${String(files.size)} files in ${target}\n`);

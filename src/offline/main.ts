import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { launchChromium } from '../browser/chromium.ts';
import { serveFolder } from '../browser/staticServer.ts';
import { readReportIndex } from '../markdown/chapterFiles.ts';
import { normaliseBase } from '../site/base.ts';
import { presentRelease } from '../site/releases.ts';
import { REPORT_AUTHORS } from '../site/report.ts';
import { zipOf } from '../thesis/zip.ts';
import { reportPdf } from './reportPdf.ts';

const { values } = parseArgs({
  options: {
    site: { type: 'string', default: 'dist' },
    out: { type: 'string', default: 'offline' },
  },
});
const base = normaliseBase(process.env['IIC_BASE']);
const { version, date } = presentRelease();
const { name } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly name: string };
const stem = `${name}-${version}`;

/** Told to those who open the copy. */
const README = `A copy of the report to read without a network

Its pages begin at the root of a server. In this folder:

  python3 -m http.server        or: npx serve
  then open http://localhost:8000/

${stem}.pdf is the same in one file, without the demos.
`;

if (!existsSync(path.join(values.site, 'index.html'))) {
  process.stderr.write(`There is no built report in ${values.site}; npm run build makes one.\n`);
  process.exit(1);
}
const server = await serveFolder(path.resolve(values.site), base);
const browser = await launchChromium();
const chapters = readReportIndex(process.cwd()).chapters.map(({ slug }) => ({
  slug,
  address: `${base}${slug}/`,
}));
const pdf = await reportPdf(
  browser,
  server.origin + base,
  chapters,
  `Version ${version}, ${date}. ${REPORT_AUTHORS}.`,
);
await browser.close();
await server.close();
mkdirSync(values.out, { recursive: true });
writeFileSync(path.join(values.out, `${stem}.pdf`), pdf);

const files = new Map<string, Uint8Array>(
  (readdirSync(values.site, { recursive: true }) as string[])
    .filter((file) => statSync(path.join(values.site, file)).isFile())
    .map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(values.site, file))]),
);
files.set('README.txt', new TextEncoder().encode(README));
files.set(`${stem}.pdf`, pdf);
writeFileSync(path.join(values.out, `${stem}.zip`), zipOf(files, stem));
process.stdout.write(
  `${stem}.pdf and ${stem}.zip (${String(files.size)} files) in ${values.out}\n`,
);

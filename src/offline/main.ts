import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
import { offlineCopy } from './offlineCopy.ts';
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

const files = offlineCopy(values.site, `${stem}.pdf`, pdf);
writeFileSync(path.join(values.out, `${stem}.zip`), zipOf(files, stem));
process.stdout.write(
  `${stem}.pdf and ${stem}.zip (${String(files.size)} files) in ${values.out}\n`,
);

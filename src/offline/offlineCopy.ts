import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Told to those who open the copy. */
const readme = (pdfName: string) => `A copy of the report to read without a network

Its pages begin at the root of a server. In this folder:

  python3 -m http.server        or: npx serve
  then open http://localhost:8000/

${pdfName} is the same in one file, without the demos.
`;

/**
 * The files of a copy to read without a network, by their paths in it.
 * @param site folder of the built report
 */
export function offlineCopy(
  site: string,
  pdfName: string,
  pdf: Uint8Array,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(
    readdirSync(site, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(path.join(site, file)).isFile())
      .map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(site, file))]),
  );
  files.set('README.txt', new TextEncoder().encode(readme(pdfName)));
  files.set(pdfName, pdf);
  return files;
}

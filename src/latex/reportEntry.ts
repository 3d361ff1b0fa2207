import { REPORT_TITLE } from '../site/report.ts';
import { presentRelease } from '../site/releases.ts';
import { reportAddress } from '../site/reportAddress.ts';

/** Under which documents cite the report. */
export const REPORT_KEY = 'interpretable-image-classification';

/**
 * The report as an entry of a bibliography.
 * @param version of the report, e.g. `0.1.0`
 */
export function reportEntry(version: string): string {
  const [year] = presentRelease().date.split('-');
  const address = reportAddress();
  return [
    `@misc{${REPORT_KEY},`,
    `  author = {{The authors of ${REPORT_TITLE}}},`,
    `  title = {{${REPORT_TITLE}}},`,
    `  year = {${year!}},`,
    // Older styles know no field for addresses.
    ...(address === undefined
      ? []
      : [`  howpublished = {\\url{${address}}},`, `  url = {${address}},`]),
    `  note = {Report and software, version ${version}},`,
    '}',
    '',
  ].join('\n');
}

import process from 'node:process';

/**
 * Where the report lies as one PDF, if `IIC_PDF` says so: `npm run offline` makes it from the built site,
 * so that the site cannot hold it yet.
 * @throws Error for anything but a complete address: reference managers read no other
 */
export function reportPdfAddress(given = process.env['IIC_PDF']): string | undefined {
  if (!given) return undefined;
  if (!/^https?:$/.test(URL.parse(given)?.protocol ?? '')) {
    throw new Error(
      `IIC_PDF: "${given}" is no complete address. Give one such as https://example.org/report.pdf.`,
    );
  }
  return given;
}

import { expect, it } from 'vitest';
import { reportPdfAddress } from '../../src/site/reportPdf.ts';

it('has an address only if one is named, and a complete one', () => {
  expect(reportPdfAddress('')).toBeUndefined();
  expect(reportPdfAddress('https://example.org/a.pdf')).toBe('https://example.org/a.pdf');
  for (const given of ['report.pdf', '/report.pdf', 'file:///report.pdf']) {
    expect(() => reportPdfAddress(given), given).toThrow(/IIC_PDF.*complete address/);
  }
});

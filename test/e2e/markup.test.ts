import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { describe, expect, inject, it } from 'vitest';

const { folder, base, pages, embedPages, dataPages } = inject('site');

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // Values of data (the place of a tile in an atlas, the length of a bar) reach style sheets as
      // custom properties, and KaTeX places letters so.
      'no-inline-style': 'off',
      // What compression leaves at the end of a line is seen by no reader.
      'no-trailing-whitespace': 'off',
      // Lists may have a name by ARIA; the rule would have one for landmarks and controls alone.
      'aria-label-misuse': ['error', { allowAnyNamable: true }],
      // HTML takes any identifier without spaces; that of a version holds its number.
      'valid-id': ['error', { relaxed: true }],
      // The name of the report follows the title of each page.
      'long-title': ['error', { maxlength: 100 }],
    },
  }),
);

describe('the markup', () => {
  it.each([...pages, ...embedPages, ...dataPages])('of %s is valid', async (address) => {
    const file = path.join(folder, address.slice(base.length), 'index.html');
    const { results } = await validator.validateString(await readFile(file, 'utf8'), file);
    const messages = results.flatMap((result) => result.messages);
    expect(
      messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} at ${selector ?? ''}`),
    ).toEqual([]);
  });
});

export const REPORT_TITLE = 'Interpretable image classification';

export const REPORT_DESCRIPTION =
  'Three ways to explain what an image classifier saw, computed from scratch, compared and put to the test.';

export const REPORT_AUTHORS = `The authors of ${REPORT_TITLE}`;

/** Address of the text of the licence. */
export const REPORT_LICENCE = 'https://spdx.org/licenses/MIT.html';

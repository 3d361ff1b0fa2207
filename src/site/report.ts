export const REPORT_TITLE = 'Interpretable image classification';

export const REPORT_DESCRIPTION =
  'Three ways to explain what an image classifier saw, computed from scratch, compared and put to the test.';

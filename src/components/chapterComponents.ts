import References from './References.astro';

/** What chapters may use without importing it. */
export const chapterComponents = { References };

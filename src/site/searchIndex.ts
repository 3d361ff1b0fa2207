import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';

/** Folder of the index in the site. */
const FOLDER = 'pagefind';

/** What chapters show that is no text to be found. */
const NOT_TEXT = ['.demo', '.figure-menu', '.claim-note', '.katex-html', '.heading-number'];

/** Files of the interfaces that pagefind brings along; the report has its own. */
const INTERFACES = /(?:-ui|-component|playground|highlight)/;

/** Makes an index of the built chapters, which the page searches by itself. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const { errors, index } = await createIndex({ excludeSelectors: NOT_TEXT });
        if (!index) throw new Error(`no search index: ${errors.join('; ')}`);
        const added = await index.addDirectory({ path: folder, glob: '*/index.html' });
        const { files } = await index.getFiles();
        await close();
        if (added.errors.length > 0) throw new Error(`search index: ${added.errors.join('; ')}`);
        for (const { path: name, content } of files) {
          if (INTERFACES.test(name)) continue;
          const target = path.join(folder, FOLDER, name);
          await mkdir(path.dirname(target), { recursive: true });
          await writeFile(target, content);
        }
        logger.info(`${String(added.page_count)} pages`);
      },
    },
  };
}

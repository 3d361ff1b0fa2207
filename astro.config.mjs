import process from 'node:process';
import mdx from '@astrojs/mdx';
import { unified } from '@astrojs/markdown-remark';
import { defineConfig, passthroughImageService } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { normaliseBase } from './src/site/base.ts';
import { contentSecurity } from './src/site/contentSecurity.ts';
import { searchIndex } from './src/site/searchIndex.ts';
import { rehypeMathErrors } from './src/markdown/mathErrors.ts';
import { rehypeMathPunctuation } from './src/markdown/mathPunctuation.ts';
import { remarkReport } from './src/markdown/remarkReport.ts';
import { slimBundle } from './src/demos/worker/slimBundle.ts';
import { katexWoff2Only } from './src/styles/katexWoff2Only.ts';

const base = normaliseBase(process.env.IIC_BASE);

export default defineConfig({
  output: 'static',
  base,
  ...(process.env.IIC_SITE ? { site: process.env.IIC_SITE } : {}),
  outDir: process.env.IIC_OUT ?? 'dist',
  trailingSlash: 'always',
  // Figures wait for their bitmaps, which are drawn outside of JavaScript: four at a time.
  build: { concurrency: 4 },
  // The default drops spaces between inline elements on separate lines, which prose components need.
  compressHTML: true,
  devToolbar: { enabled: false },
  // Relevance maps are never resampled: no image goes through a service.
  image: { service: passthroughImageService() },
  integrations: [mdx(), searchIndex(), contentSecurity()],
  markdown: {
    syntaxHighlight: 'shiki',
    shikiConfig: {
      themes: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
      defaultColor: false,
    },
    processor: unified({
      remarkPlugins: [remarkMath, [remarkReport, { base }]],
      rehypePlugins: [[rehypeKatex, { strict: 'error' }], rehypeMathErrors, rehypeMathPunctuation],
    }),
  },
  vite: {
    plugins: [katexWoff2Only()],
    // The demos' worker loads what only some of them need when they need it.
    worker: { format: 'es', plugins: () => [slimBundle()] },
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        // Astro's own directive in every chapter; it has done its work before bundling.
        onwarn: (warning, warn) => {
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  },
});

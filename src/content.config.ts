import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const chapters = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/chapters' }),
  schema: z.strictObject({
    title: z.string(),
    /** One sentence for the list of contents and for search engines. */
    description: z.string(),
    /** Chapters are sorted by it; numbers follow from the order. */
    order: z.number(),
    /** False for matter such as the list of references. */
    numbered: z.boolean().default(true),
  }),
});

export const collections = { chapters };

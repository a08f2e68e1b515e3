import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';

const operations = z.array(
  z.object({
    id: z.string(),
    section: z.string().optional(),
    title: z.string().optional(),
    query: z.string().optional(),
    body: z.unknown().optional(),
  }),
);

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    // Drawn at the right: `samples` names a page of src/samples/panels.ts, `operations` those of the API.
    schema: docsSchema({
      extend: z.object({ samples: z.string().optional(), operations: operations.optional() }),
    }),
  }),
};

import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    // `samples` names a page of src/samples/panels.ts, drawn at the right.
    schema: docsSchema({ extend: z.object({ samples: z.string().optional() }) }),
  }),
};

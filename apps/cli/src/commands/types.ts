import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { EXIT, Failure } from '../failure.ts';
import { define, group, type Json, type Shell } from '../shell.ts';
import { generateTypes } from '../types/generate.ts';

const catalogType = z.looseObject({
  name: z.string(),
  description: z.string(),
  versions: z
    .array(
      z.looseObject({ version: z.string(), schema: z.unknown(), example: z.record(z.string(), z.unknown()) }),
    )
    .min(1),
});

type Options = Json & { out: string };

/** `tidings types generate` */
export function typesCommand(program: Command, shell: Shell): void {
  const types = group(program, 'types', 'Make TypeScript of the catalog');
  define(types, 'generate', {
    summary: 'Write types, checks and examples of every event and version as one TypeScript file',
    examples: [
      'tidings types generate',
      'tidings types generate --out src/tidings-events.ts',
      'tidings types generate --out -',
    ],
  })
    .option('--out <file>', 'where to; - for standard output', 'tidings-events.ts')
    .action((options: Options) => generate(shell, options));
}

async function generate(shell: Shell, { out, json }: Options): Promise<void> {
  if (json && out === '-')
    throw new Failure(EXIT.usage, 'With --out - the types are the output: leave out --json.');
  const api = await shell.api();
  const catalog: z.output<typeof catalogType>[] = [];
  for await (const row of api.rows('/event-types')) catalog.push(catalogType.parse(row));
  const text = generateTypes(catalog, api.url);
  if (out === '-') return shell.print.line(text.trimEnd());
  await writeFile(out, text).catch((error: unknown) => {
    throw new Failure(
      EXIT.usage,
      `${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const versions = catalog.reduce((sum, each) => sum + each.versions.length, 0);
  if (json) shell.print.json({ file: out, types: catalog.length, versions });
  else
    shell.print.line(
      `${shell.print.style('green', '✓')} ${out}: ${catalog.length} types, ${versions} versions.`,
    );
}

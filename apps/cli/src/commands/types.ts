import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { EXIT, Failure } from '../failure.ts';
import { readText } from '../read-input.ts';
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

type Options = Json & { out: string; check?: true };

/** `tidings types generate` */
export function typesCommand(program: Command, shell: Shell): void {
  const types = group(program, 'types', {
    summary: 'Make TypeScript of the catalog',
    examples: ['tidings types generate --out src/tidings-events.ts'],
  });
  define(types, 'generate', {
    summary: 'Write types, checks and examples of every event and version as one TypeScript file',
    examples: [
      'tidings types generate',
      'tidings types generate --out src/tidings-events.ts',
      'tidings types generate --out -',
      'tidings types generate --check   # in CI',
    ],
  })
    .option('--out <file>', 'where to; - for standard output', 'tidings-events.ts')
    .option('--check', 'write nothing, and end with 7 where the file is not what would be written')
    .action((options: Options) => generate(shell, options));
}

async function generate(shell: Shell, { out, json, check }: Options): Promise<void> {
  if (out === '-' && (json || check))
    throw new Failure(EXIT.usage, 'With --out - the types are the output: leave out --json and --check.');
  const api = await shell.api();
  const catalog: z.output<typeof catalogType>[] = [];
  for await (const row of api.rows('/event-types')) catalog.push(catalogType.parse(row));
  const text = generateTypes(catalog, api.url);
  if (out === '-') return shell.print.line(text.trimEnd());
  if (check && withoutSource(await readText(shell, out)) !== withoutSource(text))
    throw new Failure(EXIT.notPassed, `${out} is not that of this catalog. Generate it again.`);
  if (!check) await write(out, text);
  const versions = catalog.reduce((sum, each) => sum + each.versions.length, 0);
  if (json) shell.print.json({ file: out, types: catalog.length, versions });
  else
    shell.print.line(
      `${shell.print.style('green', '✓')} ${out}: ${catalog.length} types, ${versions} versions.`,
    );
}

/** The first line names the installation, and several have the same catalog. */
const withoutSource = (text: string) => text.slice(text.indexOf('\n')).trimEnd();

async function write(out: string, text: string): Promise<void> {
  await writeFile(out, text).catch((error: unknown) => {
    throw new Failure(
      EXIT.usage,
      `${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
}

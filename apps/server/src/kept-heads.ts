import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from './usage.ts';

const report = z.object({
  chains: z.array(
    z.object({
      chain: z.string().max(100),
      entries: z.number().int().min(0),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** How many entries a chain had, and the hash of the last one. */
export type KeptHead = { sequence: number; hash: string };

/**
 * Reads the heads of chains from what `tidings audit verify --json` wrote some time ago.
 * @throws {UsageError} when the file is none.
 */
export async function readKeptHeads(file: string): Promise<Map<string, KeptHead>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--against: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = report.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new UsageError(`--against: ${file} is not what "tidings audit verify --json" writes.`);
  }
  return new Map(parsed.data.chains.map(({ chain, entries, hash }) => [chain, { sequence: entries, hash }]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

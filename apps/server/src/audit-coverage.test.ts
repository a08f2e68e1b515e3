import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Meta } from '@tidings/kernel';
import { describe, expect, test } from 'vitest';
import { appRouter } from './app-router.ts';

/** Mutations that leave nothing in the audit log, and why. */
const NOT_AUDITED: Record<string, string> = {
  'events.publish': 'the event log is the record of it',
  'events.publishBatch': 'the event log is the record of it',
  'filters.test': 'it changes nothing and shows what its caller may read anyway',
  'listening.requests':
    'it changes nothing, and shows events that its caller may read anyway, signed with a secret for these requests alone',
  'signatures.verify': 'it changes nothing and keeps nothing of what it is sent',
  'session.switchAccount': 'it only says which of their accounts a person looks at',
  'notifications.markRead': 'it only says what a person has read',
  'notifications.markAllRead': 'it only says what a person has read',
  'play.setAnswer': 'the inbox is a toy, kept in memory, and not there in production',
  'play.clear': 'the inbox is a toy, kept in memory, and not there in production',
};

/** Queries that are recorded: they let data be taken away, or reveal a secret. */
const AUDITED_QUERIES = ['deliveries.exportCsv'];

type Definition = { type: string; meta?: Meta };

/** Every procedure by its name. */
function procedures(): [name: string, definition: Definition][] {
  const all: Record<string, { _def: Definition }> = appRouter._def.procedures as never; // flat by path, at any depth
  return Object.entries(all).map(([name, { _def: definition }]) => [name, definition]);
}

function undeclared(all: [string, Definition][], exceptions: Record<string, string>): string[] {
  return all
    .filter(([name, { type }]) => type === 'mutation' || AUDITED_QUERIES.includes(name))
    .filter(([name, { meta }]) => (meta?.audit ?? []).length === 0 && !(name in exceptions))
    .map(([name]) => name);
}

const MODULES = path.resolve(import.meta.dirname, '../../../modules');

/** The text of every file that could record something. */
async function sources(): Promise<string> {
  const files = await readdir(MODULES, { recursive: true });
  const own = files.filter(
    (file) =>
      /\/src\/.*\.ts$/.test(file) &&
      !/\.test\.ts$|router\.ts$|testing/.test(file) &&
      !file.includes('node_modules'),
  );
  return (await Promise.all(own.map((file) => readFile(path.join(MODULES, file), 'utf8')))).join('\n');
}

describe('The audit log', () => {
  test('is written by every mutation, or it is said why not', () => {
    expect(undeclared(procedures(), NOT_AUDITED)).toEqual([]);
  });

  test('would be missed by a mutation that says nothing', () => {
    expect(undeclared([['webhooks.shred', { type: 'mutation' }]], NOT_AUDITED)).toEqual(['webhooks.shred']);
    expect(undeclared([['webhooks.look', { type: 'query' }]], NOT_AUDITED)).toEqual([]);
  });

  test('has no exception for what is not there, or is recorded after all', () => {
    const known = new Map(procedures());
    for (const name of Object.keys(NOT_AUDITED)) expect(known.get(name)?.meta?.audit, name).toBeUndefined();
    for (const name of [...Object.keys(NOT_AUDITED), ...AUDITED_QUERIES])
      expect(known.has(name), name).toBe(true);
  });

  test('is really given every action that a procedure states', async () => {
    const text = await sources();
    const stated = new Set(procedures().flatMap(([, { meta }]) => meta?.audit ?? []));
    expect([...stated].filter((action) => !text.includes(`'${action}'`))).toEqual([]);
    expect(stated.size).toBeGreaterThan(10);
  });
});

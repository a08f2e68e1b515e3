import { type App, createKeyInput, installAppInput, type Key } from '@tidings/identity/schema';
import { z } from 'zod';

import { mockId } from './ids.ts';
import { MockProblem, pageOf } from './lookup.ts';

const DAY_MS = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString();
const ADA = { type: 'user', id: 'usr_1', name: 'Ada Moreau' } as const;
const byId = z.object({ id: z.string() });

const apps: App[] = ['Fetchbase', 'An integration whose name is as long as a form lets people make it'].map(
  (name, index) => ({
    id: mockId('app'),
    name,
    created_at: day(-40 * (index + 1)),
    created_by: ADA,
    keys: 1 - index,
    webhooks: 2 * index,
  }),
);
const keys: Key[] = [
  makeKey({
    name: 'Nightly sync',
    scopes: ['webhooks:read', 'events:write'],
    app_id: apps[0]?.id,
    expires_at: day(9),
  }),
  makeKey({ name: 'Old importer', scopes: ['webhooks:read'], expires_at: day(-3) }),
];

function makeKey(given: z.output<typeof createKeyInput>): Key {
  return {
    id: mockId('key'),
    name: given.name,
    hint: 'tdg_ak_…x7Q',
    kind: 'account',
    scopes: given.scopes ?? [],
    app_id: given.app_id ?? null,
    expires_at: given.expires_at ?? null,
    last_used_at: null,
    revoked_at: null,
    created_at: day(0),
    created_by: ADA,
  };
}

function found<Row extends { id: string }>(rows: Row[], input: unknown): Row {
  const row = rows.find(({ id }) => id === byId.parse(input).id);
  if (!row) throw new MockProblem(404, 'There is nothing with this id.');
  return row;
}

export const keyProcedures: Record<string, (input: unknown) => unknown> = {
  'apps.list': (input) => pageOf(apps, input),
  'apps.get': (input) => found(apps, input),
  'apps.install': (input) => {
    const { name } = installAppInput.parse(input);
    const made = { id: mockId('app'), name, created_at: day(0), created_by: ADA, keys: 0, webhooks: 0 };
    apps.unshift(made);
    return made;
  },
  'apps.uninstall': (input) => {
    apps.splice(apps.indexOf(found(apps, input)), 1);
    return null;
  },
  'keys.list': (input) => {
    const { app_id: app } = z.object({ app_id: z.string().optional() }).parse(input);
    return pageOf(app === undefined ? keys : keys.filter((key) => key.app_id === app), input);
  },
  'keys.get': (input) => found(keys, input),
  'keys.create': (input) => {
    const made = makeKey(createKeyInput.parse(input));
    keys.unshift(made);
    return { ...made, key: 'tdg_ak_0000000000000000000000000000000000000000x7Q' };
  },
  'keys.revoke': (input) => {
    found(keys, input).revoked_at = day(0);
    return null;
  },
};

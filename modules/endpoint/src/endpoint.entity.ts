import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Webhook } from './schema.ts';

const schema = defineEntity({
  name: 'Endpoint',
  tableName: 'endpoint',
  schema: 'endpoint',
  properties: {
    id: p.text().primary(),
    accountId: p.text(),
    name: p.text(),
    description: p.text(),
    url: p.text(),
    events: p.array<string>(),
    /** As its owner wrote it, in JSON; null: none. */
    filter: p.text().nullable(),
    /** What compiled filters are kept by. */
    filterHash: p.text().nullable(),
    apiVersion: p.text(),
    payloadStyle: p.text().$type<Webhook['payload_style']>(),
    status: p.text().$type<Webhook['status']>(),
    disabledReason: p.text().$type<NonNullable<Webhook['disabled_reason']>>().nullable(),
    /** When the system disabled it; null also of one that was disabled before this was kept. */
    disabledAt: p.datetime().nullable(),
    retryEnabled: p.boolean(),
    maxRetries: p.integer(),
    /** Null: the instance's default. */
    retryDelays: p.array<string>().nullable(),
    timeoutSeconds: p.integer(),
    /** Attempts a second; null: no limit. */
    rateLimit: p.integer().nullable(),
    headers: p.json<Record<string, string>>(),
    signatureScheme: p.text().$type<Webhook['signature_scheme']>(),
    createdBy: p.json<Webhook['created_by']>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** A webhook's configuration. */
export class Endpoint extends schema.class {}
schema.setClass(Endpoint);
export type EndpointRow = InferEntity<typeof schema>;

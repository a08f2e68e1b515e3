import type { Catalog } from '@tidings/event';
import type { ZodOpenApiPathItemObject } from 'zod-openapi';

type EventType = ReturnType<Catalog['list']>[number];
type Json = Record<string, unknown>;

/** The `webhooks` section: what a receiver is sent for each event type, in the type's newest version. */
export function openApiWebhooks(types: EventType[]): Record<string, ZodOpenApiPathItemObject> {
  return Object.fromEntries(types.map((type) => [type.name, pathItem(type)]));
}

function pathItem(type: EventType): ZodOpenApiPathItemObject {
  const [newest] = type.versions;
  const at = ['webhooks', type.name, ...SCHEMA_AT, 'properties', 'data'];
  return {
    post: {
      operationId: `receive_${type.name.replaceAll('.', '_')}`,
      summary: type.description,
      description: type.trigger,
      tags: ['Event types'],
      ...(type.deprecated && { deprecated: true }),
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: envelope(type.name, embedded(newest?.schema ?? {}, at)),
            example: {
              id: 'evt_01m7wp1sy0fhc8p7f65y84mz1x',
              type: type.name,
              api_version: newest?.version,
              created_at: '2026-11-20T14:34:00.000Z',
              account_id: 'acct_01m3v7me00ebf8yr5k9ae1fnf8',
              data: newest?.example,
            },
          },
        },
      },
      responses: { '2XX': { description: 'Any 2xx says that the event has arrived.' } },
    },
  };
}

const SCHEMA_AT = ['post', 'requestBody', 'content', 'application/json', 'schema'];

function envelope(name: string, data: Json): Json {
  return {
    type: 'object',
    required: ['id', 'type', 'api_version', 'created_at', 'account_id', 'data'],
    properties: {
      id: { type: 'string', description: 'The same on every attempt.' },
      type: { type: 'string', const: name },
      api_version: { type: 'string', format: 'date' },
      created_at: { type: 'string', format: 'date-time', description: 'When it happened.' },
      account_id: { type: 'string' },
      data,
    },
  };
}

/** A schema with references inside itself, at its place in another document. */
function embedded(schema: Json, at: string[]): Json {
  const { $schema: _, $id: __, ...rest } = schema;
  const base = at.map((segment) => segment.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  return moved(rest, base) as Json; // what goes in as an object comes out as one
}

function moved(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((each) => moved(each, base));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const isOwn = key === '$ref' && typeof each === 'string' && (each === '#' || each.startsWith('#/'));
      return [key, isOwn ? `#/${base}${each.slice(1)}` : moved(each, base)];
    }),
  );
}

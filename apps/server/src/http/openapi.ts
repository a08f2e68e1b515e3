import type { Catalog } from '@tidings/event';
import { problem } from '@tidings/kernel/schema';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { openApiWebhooks } from './openapi-webhooks.ts';
import { type RestOperation, restOperations } from './rest-operations.ts';

const TITLES: Record<number, string> = {
  200: 'Done.',
  201: 'Created; `Location` says where.',
  202: 'Accepted and committed.',
  204: 'Done; there is nothing to say.',
};

/**
 * The OpenAPI 3.1 document of every REST operation, from the schemas that validate them, and of what receivers are
 * sent, from the catalog.
 */
export function openApiDocument(publicUrl: string, catalog: Catalog): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of restOperations()) {
    paths[operation.route.path] = {
      ...paths[operation.route.path],
      [operation.route.method.toLowerCase()]: describe(operation),
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tidings',
      version: '1',
      description: 'Publish events, register webhooks, see every delivery.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ key: [] }],
    tags: [...new Set(restOperations().map((operation) => operation.route.tag))].map((name) => ({ name })),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A service key, tdg_sk_….' } },
    },
    paths,
    webhooks: openApiWebhooks(catalog.list()),
  });
}

const accountHeader = z.string().optional().meta({
  description:
    'The account that is acted for, acct_…; needed with a service key except for accounts themselves.',
});

const csvText = z.string().meta({
  description:
    'Every row that the filters leave, without `limit` and `cursor`: a header line, then lines as in RFC 4180.',
});

function describe(operation: RestOperation): ZodOpenApiOperationObject {
  const { route, input, pathParameters, headerFields, hasBody } = operation;
  const status = route.status ?? 200;
  const inPath = pick(input, pathParameters);
  const inHeaders = Object.entries(route.headers ?? {}).map(([header, field]) => [
    header,
    input.shape[field],
  ]);
  const elsewhere = new Set([...pathParameters, ...headerFields]);
  const rest = pick(
    input,
    Object.keys(input.shape).filter((key) => !elsewhere.has(key)),
  );
  const hasRest = Object.keys(rest.shape).length > 0;
  return {
    operationId: operation.procedure.replace('.', '_'),
    summary: route.summary,
    tags: [route.tag],
    requestParams: {
      ...(pathParameters.length > 0 && { path: inPath }),
      ...(!hasBody && hasRest && { query: rest }),
      header: z.object({ 'tidings-account': accountHeader, ...Object.fromEntries(inHeaders) }),
    },
    ...(hasBody &&
      hasRest && {
        requestBody: {
          required: !rest.safeParse({}).success,
          content: { 'application/json': { schema: rest } },
        },
      }),
    responses: {
      ...success(operation, status),
      // What a PUT finds or makes is answered alike.
      ...(route.createdField !== undefined && success(operation, 201)),
      ...(route.hasDryRun && success(operation, 200)),
      default: {
        description: 'A problem, as in RFC 9457.',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}

function success(operation: RestOperation, status: number): ZodOpenApiOperationObject['responses'] {
  const isDryRun = operation.route.hasDryRun && status === 200;
  return {
    [`${status}` as '200']: {
      // the type asks for a literal; the number is one of RestRoute's
      description: isDryRun ? 'With `dry_run`: nothing was done.' : (TITLES[status] ?? 'Done.'),
      ...(status !== 204 && {
        content: {
          'application/json': { schema: answerOf(operation, isDryRun === true) },
          ...(operation.csv && { 'text/csv': { schema: csvText } }),
        },
      }),
    },
  };
}

/** What is answered, as far as the body tells it. */
function answerOf({ procedure, route, output }: RestOperation, isDryRun: boolean): z.core.$ZodType {
  const { createdField, hasDryRun } = route;
  if (hasDryRun) {
    const answer = output instanceof z.ZodUnion ? output.options[isDryRun ? 1 : 0] : undefined;
    if (!answer) throw new Error(`${procedure} has a dry run, so its output needs to be a union of two.`);
    return answer;
  }
  if (createdField === undefined || !(output instanceof z.ZodObject)) return output;
  return pick(
    output,
    Object.keys(output.shape).filter((key) => key !== createdField),
  );
}

function pick(input: z.ZodObject, keys: string[]): z.ZodObject {
  return new z.ZodObject({
    ...input.def,
    shape: Object.fromEntries(keys.map((key) => [key, input.shape[key]])),
  });
}

import type { Catalog } from '@tidings/event';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { headersOf, refusals } from './openapi-answers.ts';
import { securityOf, securitySchemes } from './openapi-security.ts';
import { openApiWebhooks } from './openapi-webhooks.ts';
import { type OperationReference, OPERATIONS, TAGS } from './reference/index.ts';
import { type RestOperation, restOperations } from './rest-operations.ts';

const TITLES: Record<number, string> = {
  200: 'Done.',
  201: 'Created.',
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
      description:
        'Publish events, register webhooks, see every delivery. Lists answer `data`, `has_more` and `next_cursor`; give the ' +
        'cursor back as `cursor` to read on. Errors are problem details (RFC 9457) with a `code` for programs.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: [...new Set([...restOperations().map((operation) => operation.route.tag), 'Event types'])].map(
      (name) => ({
        name,
        ...(TAGS[name] !== undefined && { description: TAGS[name] }),
      }),
    ),
    components: { securitySchemes },
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

/** An operation that nobody has described yet is still served; a test says that it is not. */
const UNTOLD: OperationReference = { description: '' };

function describe(operation: RestOperation): ZodOpenApiOperationObject {
  const { route, input, pathParameters, headerFields, hasBody, access } = operation;
  const told = OPERATIONS[operation.procedure] ?? UNTOLD;
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
    ...(told.description && { description: told.description }),
    tags: [route.tag],
    security: securityOf(access),
    requestParams: {
      ...(pathParameters.length > 0 && { path: inPath }),
      ...(!hasBody && hasRest && { query: rest }),
      header: z.object({
        ...(access.service && { 'tidings-account': accountHeader }),
        ...Object.fromEntries(inHeaders),
      }),
    },
    ...(hasBody &&
      hasRest && {
        requestBody: {
          required: !rest.safeParse({}).success,
          content: { 'application/json': { schema: rest, ...(told.request && { example: told.request }) } },
        },
      }),
    responses: {
      ...success(operation, status, told.answer),
      // What a PUT finds or makes is answered alike.
      ...(route.createdField !== undefined && success(operation, 201, told.answer)),
      ...(route.hasDryRun && success(operation, 200, told.dryRunAnswer)),
      ...refusals(operation, access, told),
    },
  };
}

function success(
  operation: RestOperation,
  status: number,
  example: unknown,
): ZodOpenApiOperationObject['responses'] {
  const isDryRun = operation.route.hasDryRun && status === 200;
  const schema = answerOf(operation, isDryRun === true);
  // What a PUT made is found where it was put.
  const isPut = operation.route.createdField !== undefined;
  const isLocated = status === 201 ? operation.isLocated || isPut : status === 202 && operation.isLocated;
  const title = status === 201 && isLocated ? 'Created; `Location` says where.' : TITLES[status];
  return {
    [`${status}` as '200']: {
      // the type asks for a literal; the number is one of RestRoute's
      description: isDryRun ? 'With `dry_run`: nothing was done.' : (title ?? 'Done.'),
      headers: headersOf(isLocated),
      ...(status !== 204 && {
        content: {
          'application/json': { schema, ...(example !== undefined && { example }) },
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

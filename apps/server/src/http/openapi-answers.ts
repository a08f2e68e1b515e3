import type { Access } from '@tidings/kernel';
import { problem } from '@tidings/kernel/schema';
import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { OperationReference } from './reference/index.ts';
import type { RestOperation } from './rest-operations.ts';

const requestId = z
  .string()
  .meta({ description: 'The id of this request, in our log as well.', example: 'req_4f8a' });
const retryAfter = z.string().meta({ description: 'Seconds after which to try again.', example: '1' });
const location = z.string().meta({
  description: 'Where it is found.',
  example: '/api/v1/webhooks/wh_01kadgeee7e0ttct286c3e7jm0',
});

/** Headers of every answer, and those of some. */
export function headersOf(isLocated: boolean) {
  return z.object({ 'x-request-id': requestId, ...(isLocated && { location: location.optional() }) });
}

type Fault = { title: string; code: string; detail: string; issues?: { path: string; message: string }[] };

const FAULTS: Record<number, Fault & { meaning: string; id: string }> = {
  400: {
    id: 'Malformed',
    meaning: 'The body is no JSON object, or the header `Tidings-Account` is missing or wrong.',
    title: 'The request cannot be read',
    code: 'malformed',
    detail: 'Name the account in the header "Tidings-Account: acct_…".',
  },
  401: {
    id: 'Unauthenticated',
    meaning: 'No key or session, or one that is not in force.',
    title: 'Not signed in',
    code: 'unauthenticated',
    detail: 'Send a key as "Authorization: Bearer tdg_…", or sign in.',
  },
  403: {
    id: 'Forbidden',
    meaning: 'The key lacks a scope, or the person the role.',
    title: 'Not allowed',
    code: 'forbidden',
    detail: 'This key lacks the scope webhooks:write.',
  },
  404: {
    id: 'NotFound',
    meaning: 'It does not exist in this account; that of another account does not either.',
    title: 'Not found',
    code: 'not_found',
    detail: 'This webhook does not exist in this account.',
  },
  406: {
    id: 'NotAcceptable',
    meaning: 'Nothing that `Accept` names can be given.',
    title: 'Nothing that is accepted can be given',
    code: 'not_acceptable',
    detail: 'This is answered as application/json.',
  },
  413: {
    id: 'TooLarge',
    meaning: 'The body is larger than 1 MiB, for a batch than 32 MiB.',
    title: 'Too large',
    code: 'too_large',
    detail: 'The body is larger than is accepted: 1 MiB.',
  },
  415: {
    id: 'UnsupportedMediaType',
    meaning: 'The body is not `application/json` in UTF-8.',
    title: 'Unsupported media type',
    code: 'unsupported_media_type',
    detail: 'Send the body as "Content-Type: application/json".',
  },
  422: {
    id: 'Invalid',
    meaning: 'Values are wrong: `issues` names each and says what was expected.',
    title: 'Some values are not valid',
    code: 'invalid',
    detail: '/url: Endpoint must be a valid HTTPS URL.',
    issues: [{ path: '/url', message: 'Endpoint must be a valid HTTPS URL.' }],
  },
  429: {
    id: 'RateLimited',
    meaning: 'More than the key or the account may do; `Retry-After` says when it may again.',
    title: 'Too many requests',
    code: 'rate_limited',
    detail: 'Too many webhook deliveries. Upgrade plan for higher limits.',
  },
  503: {
    id: 'Unavailable',
    meaning:
      'The database is away or behind. What was asked may have been done or not: `detail` says so, and with `retry_after` nothing was.',
    title: 'Not available right now',
    code: 'unavailable',
    detail: 'The database does not answer. Try again shortly.',
  },
};

function fault(
  status: number,
  { title, code, detail, issues }: Fault,
  meaning: string,
): ZodOpenApiResponseObject {
  const isPassing = status === 429 || status === 503;
  return {
    description: meaning,
    headers: z.object({ 'x-request-id': requestId, ...(isPassing && { 'retry-after': retryAfter }) }),
    content: {
      'application/problem+json': {
        schema: problem,
        example: {
          type: `urn:tidings:problem:${code}`,
          title,
          status,
          code,
          detail,
          request_id: 'req_4f8a0c6d2b7e4f7ba0a6d3a5b9c1e2f3',
          issues: issues ?? [],
        },
      },
    },
  };
}

// Each is one object, so that it stands once in the document.
const REFUSALS: Record<string, ZodOpenApiResponseObject> = Object.fromEntries(
  Object.entries(FAULTS).map(([status, each]) => [
    status,
    { id: each.id, ...fault(Number(status), each, each.meaning) },
  ]),
);

/** Ways in which an operation can be refused, by what it takes and whom it lets in. */
export function refusals(
  operation: RestOperation,
  access: Access,
  told: OperationReference,
): ZodOpenApiResponsesObject {
  const { hasBody, pathParameters, route } = operation;
  const statuses = [
    ...(hasBody || access.inAccount ? [400] : []),
    401,
    ...(access.open ? [] : [403]),
    ...(pathParameters.length > 0 || access.service ? [404] : []),
    ...(route.status === 204 ? [] : [406]),
    ...(hasBody ? [413, 415] : []),
    422,
    429,
    503,
  ];
  const known = statuses.flatMap((status) => {
    const refusal = REFUSALS[status];
    return refusal ? [[`${status}`, refusal] as const] : [];
  });
  const conflict = {
    title: 'In conflict with what is there',
    code: 'conflict',
    detail: told.conflict ?? '',
  };
  return Object.fromEntries([
    ...known,
    ...(told.conflict === undefined ? [] : [['409', fault(409, conflict, told.conflict)] as const]),
    [
      'default',
      {
        description: 'Any other problem, as in RFC 9457.',
        content: { 'application/problem+json': { schema: problem } },
      },
    ],
  ]);
}

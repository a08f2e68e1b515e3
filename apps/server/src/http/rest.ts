import { DomainError, type Logger, type RequestContext, toProblem } from '@tidings/kernel';
import type { Problem } from '@tidings/kernel/schema';
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { createCaller } from '../app-router.ts';
import { faultOfExpress, readJson } from './read-json.ts';
import { type CreateContext, requestIdOf } from './request-context.ts';
import { type RestOperation, restOperations } from './rest-operations.ts';
import { sendCsv } from './send-csv.ts';

/**
 * REST over the same procedures as tRPC: a route, its input put together from path, query, headers and body,
 * the procedure, and its answer or RFC 9457 problem details.
 */
export function restRouter(createContext: CreateContext, log: Logger): Router {
  const router = express.Router();
  const methods = new Map<string, string[]>();
  for (const operation of restOperations()) {
    const path = operation.route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    methods.set(path, [...(methods.get(path) ?? []), operation.route.method]);
    const verb = operation.route.method.toLowerCase() as 'get'; // all methods of RestRoute are lower-case members of Router
    // Who asks comes first: nobody's 32 MiB are read for a stranger.
    const read = operation.hasBody ? [readJson(path)] : [];
    router[verb](
      path,
      identify(createContext, operation),
      requireAcceptable(operation),
      ...read,
      handle(operation, log),
    );
  }
  // Behind all operations: what none of them took.
  for (const [path, allowed] of methods) router.all(path, refuseMethod(allowed));
  router.use((_request, _response, next) =>
    next(new DomainError('not_found', 'There is nothing at this path.')),
  );
  router.use(answerProblem(log));
  return router;
}

/** 405 and what is allowed (RFC 9110 §15.5.6), whoever asks: the OpenAPI document says as much. */
export function refuseMethod(methods: string[]): RequestHandler {
  // Express answers HEAD wherever it answers GET.
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return (request, response, next) => {
    response.setHeader('allow', allowed);
    const detail = `${request.method} is not possible here; what is: ${allowed}.`;
    next(new DomainError('method_not_allowed', detail));
  };
}

function identify(createContext: CreateContext, { access }: RestOperation): RequestHandler {
  return async (request, response, next) => {
    const ctx = await createContext(request, response);
    if (!ctx.signedIn && !access.open)
      throw new DomainError('unauthenticated', 'Send a key as "Authorization: Bearer tdg_…", or sign in.');
    response.locals['ctx'] = ctx;
    next();
  };
}

/** 406 where nothing that the caller takes can be given (RFC 9110 §15.5.7), before anything is done. */
function requireAcceptable({ route, csv }: RestOperation): RequestHandler {
  const offered = csv ? ['application/json', 'text/csv'] : ['application/json'];
  return (request, _response, next) => {
    const { accept } = request.headers;
    if (accept?.includes(';') === true) request.headers.accept = withoutParameters(accept);
    const isFine = accept === undefined || accept === '*/*' || route.status === 204;
    if (isFine || request.accepts(offered)) return next();
    next(new DomainError('not_acceptable', `This is answered as ${offered.join(' or ')}.`));
  };
}

/**
 * `Accept` with types and weights only. Express would look for `text/csv; charset=utf-8` among what is offered to the
 * letter, and everything here is UTF-8. A quoted comma or semicolon leaves pieces that are no types, which nobody offers.
 */
function withoutParameters(accept: string): string {
  return accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';');
      const weight = parameters.find((parameter) => /^\s*q\s*=/i.test(parameter));
      return weight === undefined ? type : `${type};${weight}`;
    })
    .join(',');
}

function handle(operation: RestOperation, log: Logger): RequestHandler {
  const { csv } = operation;
  return async (request, response) => {
    if (csv) {
      response.vary('accept');
      // JSON comes first: whoever takes either gets it.
      if (request.accepts(['application/json', 'text/csv']) === 'text/csv') {
        const pieces = (await call(csv, request, response)) as AsyncIterable<string>; // as RestOperation says of `csv`
        return sendCsv(request, response, { pieces, name: csvName(csv, request), log });
      }
    }
    return sendJson(operation, request, response, await call(operation, request, response));
  };
}

/** Carries the request out by its procedure, which parses the input. */
async function call(operation: RestOperation, request: Request, response: Response): Promise<unknown> {
  const [group, name] = operation.procedure.split('.') as ['webhooks', 'create']; // any procedure; this one stands for its shape
  const ctx = response.locals['ctx'] as RequestContext; // set by `identify`
  const procedure = createCaller(ctx)[group][name] as unknown as (input: unknown) => Promise<unknown>; // it parses its input
  const input = inputOf(operation, request);
  try {
    return await procedure(input);
  } catch (error) {
    throw asRequestFault(operation, error, requestIdOf(response));
  }
}

function sendJson(
  { route, isLocated }: RestOperation,
  request: Request,
  response: Response,
  output: unknown,
): void {
  const body: unknown = request.body;
  if (
    route.hasDryRun &&
    typeof body === 'object' &&
    body !== null &&
    'dry_run' in body &&
    body.dry_run === true
  ) {
    response.status(200).json(output);
    return;
  }
  if (isLocated) response.location(`${request.baseUrl}${request.path}/${(output as { id: string }).id}`); // what is created has an id
  if (route.createdField !== undefined) return sendPut(route.createdField, request, response, output);
  if (route.status === 204) response.status(204).end();
  else response.status(route.status ?? 200).json(output);
}

/** What a PUT made stands where it was put (RFC 9110 §9.3.4). */
function sendPut(createdField: string, request: Request, response: Response, output: unknown): void {
  const { [createdField]: isCreated, ...rest } = output as Record<string, unknown>; // an object with that field
  if (isCreated === true) response.location(`${request.baseUrl}${request.path}`);
  response.status(isCreated === true ? 201 : 200).json(rest);
}

/** `/webhooks/wh_1/deliveries` → `deliveries-wh_1.csv` */
function csvName({ route, pathParameters }: RestOperation, request: Request): string {
  const ids = pathParameters.map((parameter) => String(request.params[parameter]));
  return `${[route.path.split('/').at(-1), ...ids].join('-')}.csv`;
}

function inputOf(operation: RestOperation, request: Request): Record<string, unknown> {
  const { route, pathParameters, headerFields, hasBody, input } = operation;
  const given: Record<string, unknown> = hasBody ? bodyOf(request) : { ...request.query };
  const taken = [...pathParameters, ...headerFields];
  // What is put by its name may repeat it, so that what was read can be written back.
  const mayRepeat = route.createdField === undefined ? [] : pathParameters;
  const repeats = (key: string) => mayRepeat.includes(key) && given[key] === request.params[key];
  const unknown = Object.keys(given).filter(
    (key) => (taken.includes(key) && !repeats(key)) || !(hasBody || Object.hasOwn(input.shape, key)),
  );
  const inQuery = hasBody ? Object.keys(request.query) : [];
  if (unknown.length > 0 || inQuery.length > 0) {
    const issues = unknown.map((key) => ({
      path: hasBody ? `/${key}` : key,
      message:
        hasBody && pathParameters.includes(key)
          ? 'The path says this, and something else. Leave it out here.'
          : 'There is no such field here.',
    }));
    issues.push(
      ...inQuery.map((path) => ({ path, message: 'This is asked for in the body, not in the URL.' })),
    );
    throw new DomainError('invalid', `${issues[0]?.path}: ${issues[0]?.message}`, issues);
  }
  const headers = Object.entries(route.headers ?? {}).flatMap(([header, field]) => {
    const value = request.get(header);
    return value === undefined ? [] : [[field, value]];
  });
  return { ...given, ...Object.fromEntries(headers), ...request.params };
}

function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body === undefined ? {} : request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('malformed', 'The body must be a JSON object.');
  }
  return body as Record<string, unknown>; // checked just above
}

/** A problem that is ready to be sent, with paths as the REST caller wrote them. */
class RequestFault extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, cause: unknown) {
    super(problem.detail, { cause });
    this.problem = problem;
  }
}

/** Names query parameters, headers and path parameters instead of pointing into a body that does not exist. */
function asRequestFault(operation: RestOperation, error: unknown, requestIdentity: string): RequestFault {
  const problem = toProblem(error, requestIdentity);
  const issues = problem.issues.map((issue) => {
    const [, field] = issue.path.split('/');
    const isInBody = operation.hasBody && !operation.headerFields.includes(field ?? '');
    return isInBody ? issue : { ...issue, path: headerOf(operation, field) ?? issue.path.replace(/^\//, '') };
  });
  const isInPath = issues.some((issue) => operation.pathParameters.includes(issue.path.replace(/^\//, '')));
  // Where something can be made by its name, a name that is wrong is no name of nothing.
  if (isInPath && operation.route.createdField === undefined) {
    const missing = new DomainError('not_found', 'There is nothing with this id in this account.');
    return new RequestFault(toProblem(missing, requestIdentity), error);
  }
  if (issues.length === 0) return new RequestFault(problem, error);
  // The sentence begins with the first issue's path; both shall name it alike.
  const detail = problem.detail.replace(problem.issues[0]?.path ?? '', issues[0]?.path ?? '');
  return new RequestFault({ ...problem, detail, issues }, error);
}

function headerOf(operation: RestOperation, field: string | undefined): string | undefined {
  return Object.entries(operation.route.headers ?? {}).find((entry) => entry[1] === field)?.[0];
}

/** Answers every error as RFC 9457 problem details, and logs those that are ours. */
export function answerProblem(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response: Response, _next) => {
    const problem =
      error instanceof RequestFault
        ? error.problem
        : toProblem(faultOfExpress(error) ?? error, requestIdOf(response));
    if (problem.status >= 500) {
      log.error(
        { err: error, requestId: problem.request_id, method: request.method, path: request.path },
        'A request failed',
      );
    }
    if (problem.status === 503 || problem.status === 429)
      response.setHeader('retry-after', String(problem.retry_after ?? 1));
    if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

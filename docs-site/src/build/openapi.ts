import type { JsonSchema } from './event-type';

/** The parts of an OpenAPI 3.1 document that the reference draws. */
export interface OpenApiDocument {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components?: {
    schemas?: Record<string, JsonSchema>;
    responses?: Record<string, OpenApiResponse>;
    parameters?: Record<string, OpenApiParameter>;
  };
}

export interface OpenApiOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: (OpenApiParameter | { $ref: string })[];
  requestBody?: { required?: boolean; content: Record<string, { schema?: JsonSchema; example?: unknown }> };
  responses?: Record<string, OpenApiResponse | { $ref: string }>;
}

export interface OpenApiParameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  schema?: JsonSchema;
}

export interface OpenApiResponse {
  description?: string;
  content?: Record<string, { schema?: JsonSchema; example?: unknown }>;
}

export interface Operation {
  id: string;
  operationId: string | undefined;
  method: string;
  path: string;
  title: string;
  description: string | undefined;
  parameters: JsonSchema | null;
  body: JsonSchema | null;
  /** An example of the body. */
  request: unknown;
  success: { status: string; description: string; schema: JsonSchema | null; example: unknown }[];
  /** `own`: what it means for this operation, where it says more than for all. */
  failures: { status: string; description: string; own: boolean }[];
}

export interface OperationGroup {
  name: string;
  slug: string;
  description: string | undefined;
  operations: Operation[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** What a `$ref` inside the document points at. */
export function resolver(document: OpenApiDocument) {
  return <T>(ref: string): T | undefined => {
    let at: unknown = document;
    for (const part of ref.replace(/^#\//, '').split('/')) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      at = (at as Record<string, unknown> | undefined)?.[key];
    }
    return at as T | undefined;
  };
}

/** All operations, grouped by their first tag or, without one, by the first segment of the path. */
export function operationGroups(document: OpenApiDocument): OperationGroup[] {
  const groups = new Map<string, OperationGroup>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const given = item[method];
      if (!given) continue;
      const name = given.tags?.[0] ?? headline(path.replace(/^\/api\/v\d+/, '').split('/')[1] ?? path);
      const group = groups.get(name) ?? {
        name,
        slug: slugOf(name),
        description: document.tags?.find((tag) => tag.name === name)?.description,
        operations: [],
      };
      group.operations.push(operation(document, method, path, given));
      groups.set(name, group);
    }
  }
  return [...groups.values()];
}

function operation(
  document: OpenApiDocument,
  method: string,
  path: string,
  given: OpenApiOperation,
): Operation {
  const resolve = resolver(document);
  const deref = <T extends object>(value: T | { $ref: string }): T =>
    '$ref' in value && typeof value.$ref === 'string' ? (resolve<T>(value.$ref) ?? ({} as T)) : (value as T);
  const responses = Object.entries(given.responses ?? {}).map(([status, response]) => {
    const resolved = deref<OpenApiResponse>(response);
    const [content] = Object.values(resolved.content ?? {});
    return {
      status,
      description: resolved.description ?? '',
      schema: content?.schema ?? null,
      example: content?.example,
      own: !('$ref' in response) && status !== 'default',
    };
  });
  return {
    id: slugOf(given.operationId ?? `${method}-${path}`),
    operationId: given.operationId,
    method: method.toUpperCase(),
    path,
    title: given.summary ?? headline(given.operationId ?? `${method} ${path}`),
    description: given.description,
    parameters: parameterSchema(
      (given.parameters ?? []).map((parameter) => deref<OpenApiParameter>(parameter)),
    ),
    body: Object.values(given.requestBody?.content ?? {})[0]?.schema ?? null,
    request: Object.values(given.requestBody?.content ?? {})[0]?.example,
    success: responses.filter(({ status }) => status.startsWith('2')),
    failures: responses.filter(({ status }) => !status.startsWith('2')),
  };
}

/** Parameters as one object schema, so that they are drawn like a body. */
function parameterSchema(parameters: OpenApiParameter[]): JsonSchema | null {
  if (parameters.length === 0) return null;
  return {
    type: 'object',
    required: parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name),
    properties: Object.fromEntries(
      parameters.map(({ name, description, schema, ...parameter }) => {
        const place = { path: 'In the path.', query: '', header: 'A header.', cookie: 'A cookie.' }[
          parameter.in
        ];
        const meaning = (description ?? schema?.description ?? '').replace(/([^.])$/, '$1.');
        const text = [meaning, place].filter(Boolean).join(' ');
        return [name, { ...schema, description: text }];
      }),
    ),
  };
}

function headline(text: string): string {
  const words = text
    .replaceAll(/[-_.]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function slugOf(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

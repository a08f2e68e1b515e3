import type { OpenApiDocument, OpenApiOperation } from '../build/openapi';
import type { SampleGroup } from './panels';
import { requestSamples } from './request-of';

/** An operation that a page shows beside it, by its id in the OpenAPI document. */
export interface ShownOperation {
  id: string;
  section?: string | undefined;
  title?: string | undefined;
  /** What follows the path: `?type=…`. */
  query?: string | undefined;
  /** Instead of the document's example. */
  body?: unknown;
}

/** Variables for the ids in a path, by what stands before them. */
const VARIABLES: Record<string, string> = {
  accounts: '$TIDINGS_ACCOUNT',
  webhooks: '$TIDINGS_WEBHOOK',
  events: '$TIDINGS_EVENT',
  deliveries: '$TIDINGS_DELIVERY',
  'event-types': 'email.opened',
};

/** The samples of an operation, with the answer that the document has as its example. */
export function samplesOfOperation(document: OpenApiDocument, shown: ShownOperation): SampleGroup {
  const [path, method, operation] = find(document, shown.id);
  const filled = path.replaceAll(/\/([\w-]+)\/\{\w+\}/g, (_all, before: string) => {
    const variable = VARIABLES[before];
    if (!variable) throw new Error(`${shown.id}: what is the id in ${path}?`);
    return `/${before}/${variable}`;
  });
  const body = shown.body ?? Object.values(operation.requestBody?.content ?? {})[0]?.example;
  const answers = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'));
  const example = answers
    .flatMap(([, answer]) => ('$ref' in answer ? [] : Object.values(answer.content ?? {})))
    .map((content) => content.example)
    .findLast((each) => each !== undefined);
  return {
    title: shown.title ?? operation.summary ?? shown.id,
    ...(shown.section !== undefined && { section: shown.section }),
    tabs: [
      ...(example === undefined
        ? []
        : [{ label: 'Response', lang: 'json', code: JSON.stringify(example, null, 2) }]),
      ...requestSamples({ method: method.toUpperCase(), path: `${filled}${shown.query ?? ''}`, body }),
    ],
  };
}

function find(document: OpenApiDocument, id: string): [path: string, method: string, OpenApiOperation] {
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item))
      if (operation.operationId === id) return [path, method, operation];
  throw new Error(`The OpenAPI document has no operation "${id}".`);
}

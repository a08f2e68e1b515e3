import type { Access, RestRoute } from '@tidings/kernel';
import { z } from 'zod';
import { appRouter } from '../app-router.ts';

/** A procedure that has a REST route, with what the adapter and the OpenAPI document need of it. */
export type RestOperation = {
  /** `webhooks.create` */
  procedure: string;
  route: RestRoute;
  access: Access;
  input: z.ZodObject;
  output: z.ZodType;
  /** Names in the path, in their order. */
  pathParameters: string[];
  /** Input fields that come from request headers. */
  headerFields: string[];
  hasBody: boolean;
  /** Whether what it makes is found under its id below this path. */
  isLocated: boolean;
  /** The same path and filters with `Accept: text/csv`; its procedure answers the pieces of the text. */
  csv?: RestOperation;
};

/** Lists that are also given as CSV, all rows at once, and the procedures that do so. */
const CSV_PROCEDURES: Record<string, string> = { 'deliveries.list': 'deliveries.exportCsv' };

/** Where what a procedure answers as CSV is read over REST; undefined for all that answer with JSON. */
export function csvRoute(procedure: string): RestRoute | undefined {
  const [list] = Object.entries(CSV_PROCEDURES).find(([, csv]) => csv === procedure) ?? [];
  const procedures: Record<string, { _def: Definition }> = appRouter._def.procedures as never; // flat by path, at any depth
  return list === undefined ? undefined : procedures[list]?._def.meta?.rest;
}

type Definition = { meta?: { rest?: RestRoute; access?: Access }; inputs?: unknown[]; output?: unknown };

/** All REST operations, read from the procedures themselves. */
export function restOperations(): RestOperation[] {
  const procedures: Record<string, { _def: Definition }> = appRouter._def.procedures as never; // flat by path, at any depth
  const readable = new Set(
    Object.values(procedures).flatMap(({ _def: { meta } }) => {
      const [, above] = /^(.*)\/\{\w+\}$/.exec(meta?.rest?.method === 'GET' ? meta.rest.path : '') ?? [];
      return above ?? [];
    }),
  );
  return Object.entries(procedures).flatMap(([procedure, { _def: definition }]) => {
    const { rest: route, access } = definition.meta ?? {};
    if (!route) return [];
    if (!access) throw new Error(`${procedure} does not say whom it lets in.`);
    const input = definition.inputs?.[0];
    const { output } = definition;
    if (!(input instanceof z.ZodObject) || !(output instanceof z.ZodType)) {
      throw new Error(
        `${procedure} has a REST route, so it needs an object as input and a schema of its output.`,
      );
    }
    const csvProcedure = CSV_PROCEDURES[procedure];
    const csvInput = csvProcedure && procedures[csvProcedure]?._def.inputs?.[0];
    const operation: RestOperation = {
      procedure,
      route,
      access,
      input,
      output,
      pathParameters: [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
      headerFields: Object.values(route.headers ?? {}),
      hasBody: route.method !== 'GET' && route.method !== 'DELETE',
      isLocated: route.isFound === true || (route.status === 201 && readable.has(route.path)),
    };
    if (!(csvProcedure && csvInput instanceof z.ZodObject)) return [operation];
    return [{ ...operation, csv: { ...operation, procedure: csvProcedure, input: csvInput } }];
  });
}

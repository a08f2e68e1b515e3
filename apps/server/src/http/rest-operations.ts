import type { RestRoute } from '@tidings/kernel';
import { z } from 'zod';
import { appRouter } from '../app-router.ts';

/** A procedure that has a REST route, with what the adapter and the OpenAPI document need of it. */
export type RestOperation = {
  /** `webhooks.create` */
  procedure: string;
  route: RestRoute;
  input: z.ZodObject;
  output: z.ZodType;
  /** Names in the path, in their order. */
  pathParameters: string[];
  /** Input fields that come from request headers. */
  headerFields: string[];
  hasBody: boolean;
};

type Definition = { meta?: { rest?: RestRoute }; inputs?: unknown[]; output?: unknown };

/** All REST operations, read from the procedures themselves. */
export function restOperations(): RestOperation[] {
  const procedures: Record<string, { _def: Definition }> = appRouter._def.procedures as never; // flat by path, at any depth
  return Object.entries(procedures).flatMap(([procedure, { _def: definition }]) => {
    const route = definition.meta?.rest;
    if (!route) return [];
    const input = definition.inputs?.[0];
    const output = definition.output;
    if (!(input instanceof z.ZodObject) || !(output instanceof z.ZodType)) {
      throw new Error(
        `${procedure} has a REST route, so it needs an object as input and a schema of its output.`,
      );
    }
    return [
      {
        procedure,
        route,
        input,
        output,
        pathParameters: [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
        headerFields: Object.values(route.headers ?? {}),
        hasBody: route.method !== 'GET' && route.method !== 'DELETE',
      },
    ];
  });
}

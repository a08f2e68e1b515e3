import type { Access, RestRoute } from '@tidings/kernel';
import { appRouter } from '../app-router.ts';

type Definition = {
  type: 'query' | 'mutation' | 'subscription';
  meta?: { rest?: RestRoute; access?: Access; audit?: readonly string[] };
  inputs?: unknown[];
};

/** A procedure as its own definition tells of it. */
export type Procedure = {
  name: string;
  isQuery: boolean;
  route: RestRoute | undefined;
  access: Access | undefined;
  /** What it leaves in the audit log. */
  audit: readonly string[];
  /** Its schema. */
  input: unknown;
};

/** Everything that can be asked for, by tRPC or REST. */
export function allProcedures(): Procedure[] {
  const procedures: Record<string, { _def: Definition }> = appRouter._def.procedures as never; // flat by path, at any depth
  return Object.entries(procedures).map(
    ([
      name,
      {
        _def: { type, meta, inputs },
      },
    ]) => ({
      name,
      isQuery: type !== 'mutation',
      route: meta?.rest,
      access: meta?.access,
      audit: meta?.audit ?? [],
      input: inputs?.[0],
    }),
  );
}

import { type Database, type Sql, type Statement, statement } from './database.ts';

/** What a plan reads. */
export type Read = { relation: string; index: string | undefined; node: string };
type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Loops'?: number;
  Plans?: PlanNode[];
};

/** A statement with its parameters. */
export type Given = { query: Statement<unknown>; values: unknown[] };

const UNDONE = new Error('Nothing of it is kept.');

/** Runs a statement and undoes it. Both plans that Postgres may keep for a prepared statement are looked at. */
export async function readsOf(
  database: Database,
  { query, values }: Given,
  mode: 'force_custom_plan' | 'force_generic_plan',
): Promise<Read[]> {
  let plan: PlanNode | undefined;
  const explained = statement<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `${query.name}-${mode}`, // a name, so that it is prepared and can have a generic plan at all
    `EXPLAIN (ANALYZE, FORMAT JSON) ${query.text}`,
  );
  await database
    .transaction(async (tx) => {
      await tx.query(statement('', `SET LOCAL plan_cache_mode = ${mode}`));
      [
        {
          'QUERY PLAN': [{ Plan: plan }],
        },
      ] = (await tx.query(explained, values)) as [
        { 'QUERY PLAN': [{ Plan: PlanNode }] }, // EXPLAIN gives one row with one plan
      ];
      throw UNDONE;
    })
    .catch((error: unknown) => {
      if (error !== UNDONE) throw error;
    });
  if (!plan) throw new Error('There is no plan.');
  return readsIn(plan);
}

/** What is read in fact: a partition that was pruned when the plan was run was read in no loop. */
function readsIn(node: PlanNode): Read[] {
  const below = (node.Plans ?? []).flatMap(readsIn);
  const relation = node['Relation Name'];
  const isRead = relation !== undefined && /Scan/.test(node['Node Type']) && node['Actual Loops'] !== 0;
  // A bitmap scan names its table; the index is named by the node below it.
  const index = node['Index Name'] ?? node.Plans?.find((child) => child['Index Name'])?.['Index Name'];
  return isRead ? [{ relation, index, node: node['Node Type'] }, ...below] : below;
}

/** `delivery_20261121_endpoint_id_day_id_idx` → `delivery.endpoint_id_day_id`; others by their own name. */
export function nameOf({ relation, index = 'none' }: Read): string {
  return (
    index.replace(
      /^([a-z]+)_\d{8}_(.*?)(_idx)?$/,
      (_, table: string, columns: string) => `${table}.${columns}`,
    ) + (index === 'none' ? ` of ${relation}` : '')
  );
}

/** The first statement that a function runs, which need not be exported to be looked at. */
export async function firstStatementOf(run: (sql: Database) => Promise<unknown>): Promise<Given> {
  let first: Given | undefined;
  const sql: Sql = {
    query: async (query, values = []) => {
      first ??= { query, values };
      return [];
    },
  };
  // The functions that are looked at use nothing else of a database.
  await run({ ...sql, transaction: (work) => work(sql) } as Database).catch((error: unknown) => {
    if (!first) throw error; // some cannot go on without a row, and need not
  });
  if (!first) throw new Error('It runs no statement.');
  return first;
}

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
type Explained = { 'QUERY PLAN': [{ Plan: PlanNode }] };

/** A statement with its parameters. */
export type Given = { query: Statement<unknown>; values: unknown[] };

const UNDONE = new Error('Nothing of it is kept.');
/** Each has a name of its own: a name outlives its transaction, for as long as the connection. */
let prepared = 0;

/** Runs a statement and undoes it. Both plans that Postgres may keep for a prepared statement are looked at. */
export async function readsOf(
  database: Database,
  { query, values }: Given,
  mode: 'force_custom_plan' | 'force_generic_plan',
): Promise<Read[]> {
  let plan: PlanNode | undefined;
  await database
    .transaction(async (tx) => {
      await tx.query(statement('', `SET LOCAL plan_cache_mode = ${mode}`));
      // By name: an EXPLAIN that has parameters of its own plans with their values, whatever the mode.
      const name = `plan_${(prepared += 1)}`;
      const execute = `EXECUTE ${name}${await literalsOf(tx, values)}`;
      await tx.query(statement('', `PREPARE ${name} AS ${query.text}`));
      const explained = statement<Explained>('', `EXPLAIN (ANALYZE, FORMAT JSON) ${execute}`);
      plan = (await tx.query(explained))[0]?.['QUERY PLAN'][0].Plan;
      throw UNDONE;
    })
    .catch((error: unknown) => {
      if (error !== UNDONE) throw error;
    });
  if (!plan) throw new Error('There is no plan.');
  return readsIn(plan);
}

/** `('2026-11-22', '{1,2}', NULL)`: parameters as the driver would send them, for there is no other way to EXECUTE. */
async function literalsOf(sql: Sql, values: unknown[]): Promise<string> {
  if (values.length === 0) return '';
  const texts = values.map((value, index) => {
    const isArray = Array.isArray(value) || Buffer.isBuffer(value);
    return `quote_nullable($${index + 1}::text${isArray ? '[]::text' : ''})`;
  });
  const quoted = statement<{ literals: string }>(
    '',
    `SELECT concat_ws(', ', ${texts.join(', ')}) AS literals`,
  );
  const [row] = await sql.query(quoted, values);
  return `(${row?.literals})`;
}

/** What is read in fact: a partition that was pruned when the plan was run was read in no loop. */
function readsIn(node: PlanNode): Read[] {
  const below = (node.Plans ?? []).flatMap(readsIn);
  const { 'Relation Name': relation, 'Node Type': type } = node;
  if (relation === undefined || !/Scan/.test(type) || node['Actual Loops'] === 0) return below;
  const indexes = type === 'Bitmap Heap Scan' ? bitmapsOf(node) : [node['Index Name']];
  return [...indexes.map((index) => ({ relation, index, node: type })), ...below];
}

/** A bitmap scan names its table; the indexes are named by the node below it, or by several that it combines. */
function bitmapsOf({ Plans: nodes = [] }: PlanNode): string[] {
  return nodes.flatMap((node) => node['Index Name'] ?? bitmapsOf(node));
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

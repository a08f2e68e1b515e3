/** Something that runs SQL, as the clients and pools of `pg` do. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** One connection of a pool. `release(true)` closes it. */
export interface Connection extends Queryable {
  release(isBroken?: boolean): void;
}

/** As `pg.Pool`. */
export interface Pool extends Queryable {
  connect(): Promise<Connection>;
}

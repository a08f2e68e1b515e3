import { type Context, statement, tenantOf } from '@tidings/kernel';

/** A place in the log: events before it, in the order newest first, come after it on the page. */
export type Position = { day: string; id: string };
export type FoundEvent = { day: string; id: string; body: string };
export type EventFilter = {
  /** A name or a resource, `email.*`. */
  type: string | null;
  createdAfter: Date | null;
  createdBefore: Date | null;
};
/** What is asked for: so many events after a place. */
export type LogPage = { after: Position; filter: EventFilter; limit: number };
/** A stretch of the log. */
export type Stretch = {
  rows: FoundEvent[];
  /** There are fewer rows than were asked for because the looking ended here; more may lie before this place. */
  lookedUntil?: Position;
};

/** No id is higher, and no day lower. */
export const HIGHEST = '~';
const FIRST_DAY = '0001-01-01';

/** Events that are looked at for one answer, whatever of them is meant: some 100 ms. */
const ROWS = 10_000;
/** At first few, since what is asked for is often among them, and then more at a time. */
const FIRST_ROWS = 250;

/** Of the type, or the resource (`email.*`), that is $4, null: of any, as `subscribes` has it; and of the time. */
export const HOLDS = `($4::text IS NULL OR type = $4 OR ($4 LIKE '%.*' AND starts_with(type, left($4, -1))))
         AND ($5::timestamptz IS NULL OR happened_at > $5)
         AND ($6::timestamptz IS NULL OR happened_at < $6)`;

type Walked = {
  day: string | null;
  id: string | null;
  body: string | null;
  walked: number;
  last_day: string;
  last_id: string;
};

// Primary key (account_id, day, id), backwards; never more rows than $9.
export const WALK_BACK = statement<Walked>(
  'event.walk-back',
  `WITH walked AS MATERIALIZED (
     SELECT day, id,
            CASE WHEN ${HOLDS}
                  AND ($7::int8[] IS NULL OR coalesce(facets && $7::int8[], false)) THEN body END AS body
     FROM event.event
     WHERE account_id = $1 AND day <= $2::date AND day >= $8::date AND (day, id) < ($2::date, $3::text)
     ORDER BY day DESC, id DESC
     LIMIT $9
   )
   SELECT found.day, found.id, found.body, every.walked, last.day AS last_day, last.id AS last_id
   FROM (SELECT day, id FROM walked ORDER BY day, id LIMIT 1) AS last
   CROSS JOIN (SELECT count(*) AS walked FROM walked) AS every
   LEFT JOIN (
     SELECT day, id, body FROM walked WHERE body IS NOT NULL ORDER BY day DESC, id DESC LIMIT $10
   ) AS found ON true
   ORDER BY found.day DESC, found.id DESC`,
);

/** Looks at the events of an account one after the other, for as many as one answer may look at. */
export class LogWalk {
  readonly rows: FoundEvent[] = [];
  /** How many events may be looked at yet. */
  left = ROWS;
  #size = FIRST_ROWS;
  readonly #ctx: Context;
  readonly #page: LogPage;
  readonly #keys: string | null;

  /** @param keys of facets, one of which is to be had; null: any event is meant. */
  constructor(ctx: Context, page: LogPage, keys: string | null = null) {
    this.#ctx = ctx;
    this.#page = page;
    this.#keys = keys;
  }

  get isFull(): boolean {
    return this.rows.length >= this.#page.limit;
  }

  /**
   * Goes on from a place, newest first, down to a day, and through so many events at most.
   * @returns where it stopped; undefined where the page is full, or nothing is left to be looked at.
   */
  async through(
    before: Position,
    { lowest = FIRST_DAY, most = ROWS }: { lowest?: string; most?: number } = {},
  ): Promise<Position | undefined> {
    const { filter, limit } = this.#page;
    let place = before;
    for (let rows = Math.min(most, this.left); !this.isFull;) {
      if (rows <= 0) return place;
      const size = Math.min(this.#size, rows);
      const found = await this.#ctx.database.query(WALK_BACK, [
        tenantOf(this.#ctx),
        place.day,
        place.id,
        filter.type,
        filter.createdAfter,
        filter.createdBefore,
        this.#keys,
        lowest,
        size,
        limit - this.rows.length,
      ]);
      const [first] = found;
      if (!first) return undefined;
      for (const { day, id, body } of found)
        if (day !== null && id !== null && body !== null) this.rows.push({ day, id, body });
      rows -= first.walked;
      this.left -= first.walked;
      if (first.walked < size) return undefined;
      this.#size *= 4;
      place = { day: first.last_day, id: first.last_id };
    }
    return undefined;
  }
}

import { Migration } from '@mikro-orm/migrations';

/** One lane for each webhook in the queue, with a gate where it is not simply open. */
export class Lanes extends Migration {
  override up(): void {
    // Written with the claim and read with the outcome: none of them is in an index, so that a claim changes the
    // row in place (HOT). A row with started_at is leased until lease_until to whoever holds its token.
    this.addSql(`
      ALTER TABLE delivery.queue
        DROP COLUMN is_parked,
        ADD COLUMN lease_until timestamptz,
        ADD COLUMN worker_id integer,
        ADD COLUMN interruptions smallint NOT NULL DEFAULT 0,
        ADD COLUMN is_last boolean NOT NULL DEFAULT false,
        SET (fillfactor = 40)`);
    this.addSql('UPDATE delivery.queue SET lease_until = due_at WHERE started_at IS NOT NULL');
    this.addSql('DROP INDEX delivery.queue_due');
    this.addSql('CREATE INDEX queue_lane ON delivery.queue (endpoint_id, due_at)');
    // A webhook has a row only while something keeps its lane from being simply open.
    this.addSql(`
      CREATE TABLE delivery.gate (
        endpoint_id text COLLATE "C" PRIMARY KEY,
        is_closed boolean NOT NULL DEFAULT false,
        rate_limit integer,
        draining_since timestamptz,
        free_at timestamptz NOT NULL DEFAULT '-infinity',
        broken_at timestamptz,
        probe_at timestamptz,
        probes integer NOT NULL DEFAULT 0
      )`);
    this.addSql(`
      CREATE TABLE delivery.worker (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    // Only ever read as a whole: as text it is not parsed a second time on its way in.
    this.addSql(`
      ALTER TABLE delivery.attempt
        ALTER COLUMN request_headers TYPE text,
        ALTER COLUMN response TYPE text,
        ALTER COLUMN timings TYPE text`);
    // Deliveries that ended otherwise than by success, apart: an index over a delivery's status would cost
    // every delivery an index entry for each change of it.
    this.addSql(`
      CREATE TABLE delivery.unsuccessful (
        endpoint_id text COLLATE "C" NOT NULL,
        status text COLLATE "C" NOT NULL,
        day date NOT NULL,
        delivery_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (endpoint_id, status, day, delivery_id)
      )`);
    this.addSql(`
      INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id)
      SELECT endpoint_id, status, day, id FROM delivery.delivery WHERE status IN ('failed', 'cancelled', 'archived')`);
    this.addSql('CREATE INDEX delivery_by_event ON delivery.delivery (event_id)');
    this.addSql('CREATE INDEX delivery_by_type ON delivery.delivery (endpoint_id, event_type, day, id)');
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Deliveries extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA delivery');
    this.addSql(`
      CREATE TABLE delivery.delivery (
        day date NOT NULL,
        id text COLLATE "C" NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        endpoint_id text COLLATE "C" NOT NULL,
        event_day date NOT NULL,
        event_id text COLLATE "C" NOT NULL,
        event_type text COLLATE "C" NOT NULL,
        status text COLLATE "C" NOT NULL,
        trigger text COLLATE "C" NOT NULL,
        attempts_made integer NOT NULL DEFAULT 0,
        attempts_max integer NOT NULL,
        next_attempt_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        last_status_code integer,
        last_error text,
        last_duration_ms integer,
        PRIMARY KEY (id, day)
      ) PARTITION BY RANGE (day)`);
    this.addSql('CREATE INDEX delivery_by_endpoint ON delivery.delivery (endpoint_id, day, id)');
    // An attempt lies in the partition of its delivery, whenever it was made.
    this.addSql(`
      CREATE TABLE delivery.attempt (
        day date NOT NULL,
        delivery_id text COLLATE "C" NOT NULL,
        number integer NOT NULL,
        id text COLLATE "C" NOT NULL,
        started_at timestamptz NOT NULL,
        duration_ms integer,
        outcome text COLLATE "C" NOT NULL,
        error text COLLATE "C",
        error_detail text,
        status_code integer,
        url text NOT NULL,
        request_headers json NOT NULL,
        response json,
        timings json NOT NULL,
        PRIMARY KEY (delivery_id, number, day)
      ) PARTITION BY RANGE (day)`);
    // Never given twice, also not to a delivery that left the queue and came back.
    this.addSql('CREATE SEQUENCE delivery.claim_token CACHE 64');
    // What waits to be sent, one narrow row for each unfinished delivery; gone when it is finished.
    // A row with started_at is leased: until due_at it belongs to whoever holds its token.
    this.addSql(`
      CREATE TABLE delivery.queue (
        delivery_id text COLLATE "C" PRIMARY KEY,
        delivery_day date NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        endpoint_id text COLLATE "C" NOT NULL,
        event_day date NOT NULL,
        event_id text COLLATE "C" NOT NULL,
        event_type text COLLATE "C" NOT NULL,
        due_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        is_parked boolean NOT NULL DEFAULT false,
        token bigint,
        attempts_made integer NOT NULL DEFAULT 0,
        failures integer NOT NULL DEFAULT 0,
        last_error text
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
              autovacuum_vacuum_cost_delay = 0)`);
    this.addSql('CREATE INDEX queue_due ON delivery.queue (due_at)');
    this.addSql('CREATE INDEX queue_parked ON delivery.queue (endpoint_id) WHERE is_parked');
  }
}

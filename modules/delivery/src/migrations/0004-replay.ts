import { Migration } from '@mikro-orm/migrations';

/** Replays, one part of each for every webhook; deliveries say which replay made them. */
export class Replay extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE delivery.replay (
        id text COLLATE "C" PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL,
        endpoint_id text COLLATE "C",
        created_after timestamptz NOT NULL,
        created_before timestamptz NOT NULL,
        types text[],
        outcome text COLLATE "C",
        status text COLLATE "C" NOT NULL DEFAULT 'open',
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      )`);
    this.addSql('CREATE INDEX replay_by_account ON delivery.replay (account_id, id)');
    // How far each webhook has come. What changes with every step is in no index, so that it changes in place (HOT).
    this.addSql(`
      CREATE TABLE delivery.replay_part (
        replay_id text COLLATE "C" NOT NULL,
        endpoint_id text COLLATE "C" NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        status text COLLATE "C" NOT NULL DEFAULT 'counting',
        total integer NOT NULL DEFAULT 0,
        made integer NOT NULL DEFAULT 0,
        after_day date NOT NULL DEFAULT '0001-01-01',
        after_id text COLLATE "C" NOT NULL DEFAULT '',
        is_read boolean NOT NULL DEFAULT false,
        reach integer NOT NULL DEFAULT 100,
        due_at timestamptz NOT NULL DEFAULT now(),
        wait_ms integer NOT NULL DEFAULT 0,
        is_waiting boolean NOT NULL DEFAULT false,
        failures integer NOT NULL DEFAULT 0,
        error text,
        PRIMARY KEY (replay_id, endpoint_id)
      ) WITH (fillfactor = 50)`);
    this.addSql(`
      CREATE INDEX replay_part_open ON delivery.replay_part (account_id, endpoint_id, replay_id)
      WHERE status IN ('counting', 'running')`);
    this.addSql('ALTER TABLE delivery.delivery ADD COLUMN replay_id text COLLATE "C"');
    this.addSql('ALTER TABLE delivery.queue ADD COLUMN replay_id text COLLATE "C"');
    // How many of a replay wait for their first attempt. A claim changes none of its columns.
    this.addSql(`
      CREATE INDEX queue_of_replay ON delivery.queue (replay_id, endpoint_id, attempts_made)
      WHERE replay_id IS NOT NULL`);
  }
}

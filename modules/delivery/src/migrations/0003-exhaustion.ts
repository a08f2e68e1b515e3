import { Migration } from '@mikro-orm/migrations';

/** How much each webhook has told of the deliveries that it lost, so that it tells no more than its share. */
export class Exhaustion extends Migration {
  override up(): void {
    // `granted` and `reported` are what the last change of the row answered.
    this.addSql(`
      CREATE TABLE delivery.exhaustion (
        endpoint_id text COLLATE "C" PRIMARY KEY,
        since timestamptz NOT NULL,
        told integer NOT NULL,
        granted integer NOT NULL,
        omitted integer NOT NULL,
        reported integer NOT NULL
      )`);
  }
}

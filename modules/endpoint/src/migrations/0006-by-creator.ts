import { Migration } from '@mikro-orm/migrations';

/** Webhooks are found by who made them: to list them, and to remove those of an app with it. */
export class ByCreator extends Migration {
  override up(): void {
    this.addSql(`
      CREATE INDEX endpoint_by_creator ON endpoint.endpoint
        (account_id, (created_by->>'type'), (created_by->>'id'), id DESC)`);
  }
}

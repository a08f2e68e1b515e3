import { Migration } from '@mikro-orm/migrations';

/**
 * Webhooks are found by who made them: to list them, and to remove those of an app with it. The maker comes first, so
 * that nobody takes this index for all webhooks of an account.
 */
export class ByCreator extends Migration {
  override up(): void {
    this.addSql(`
      CREATE INDEX endpoint_by_creator ON endpoint.endpoint
        ((created_by->>'id'), account_id, (created_by->>'type'), id DESC)`);
  }
}

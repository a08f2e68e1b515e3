import { Migration } from '@mikro-orm/migrations';

export class Filters extends Migration {
  override up(): void {
    // Text, so that it is shown as it was given. Both are null where there is no filter.
    this.addSql(
      'ALTER TABLE endpoint.endpoint ADD COLUMN filter text, ADD COLUMN filter_hash text COLLATE "C"',
    );
  }
}

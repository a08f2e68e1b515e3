import { Migration } from '@mikro-orm/migrations';

/** Values are found by what people call them. */
export class FacetLabels extends Migration {
  override up(): void {
    this.addSql(
      'CREATE INDEX facet_value_by_label ON event.facet_value (account_id, lower(label)) WHERE label IS NOT NULL',
    );
  }
}

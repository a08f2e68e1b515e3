import { Migration } from '@mikro-orm/migrations';

export class SignatureScheme extends Migration {
  override up(): void {
    this.addSql(
      `ALTER TABLE endpoint.endpoint ADD COLUMN signature_scheme text COLLATE "C" NOT NULL DEFAULT 'standard'`,
    );
  }
}

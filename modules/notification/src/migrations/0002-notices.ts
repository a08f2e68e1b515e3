import { Migration } from '@mikro-orm/migrations';

/** What people of an account are told about its webhooks, who has read it, and what of it they want by e-mail. */
export class Notices extends Migration {
  override up(): void {
    // `subject` tells apart what is limited by itself: the kind, and for warnings their threshold.
    this.addSql(`
      CREATE TABLE notification.notice (
        id text COLLATE "C" PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL,
        webhook_id text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        subject text COLLATE "C" NOT NULL,
        details jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        is_mail_waiting boolean NOT NULL,
        mailed_at timestamptz
      )`);
    this.addSql('CREATE INDEX notice_by_account ON notification.notice (account_id, id DESC)');
    this.addSql('CREATE INDEX notice_by_webhook ON notification.notice (webhook_id, created_at DESC)');
    this.addSql(
      'CREATE INDEX notice_mail_waiting ON notification.notice (account_id, created_at) WHERE is_mail_waiting',
    );
    this.addSql('CREATE INDEX notice_by_age ON notification.notice (created_at)');
    // A person, or a visit by a portal link.
    this.addSql(`
      CREATE TABLE notification.reading (
        notice_id text COLLATE "C" NOT NULL REFERENCES notification.notice ON DELETE CASCADE,
        person_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (notice_id, person_id)
      )`);
    this.addSql(`
      CREATE TABLE notification.account_preference (
        account_id text COLLATE "C" PRIMARY KEY,
        mailed jsonb NOT NULL
      )`);
    this.addSql(`
      CREATE TABLE notification.person_preference (
        account_id text COLLATE "C" NOT NULL,
        person_id text COLLATE "C" NOT NULL,
        mailed jsonb NOT NULL,
        PRIMARY KEY (account_id, person_id)
      )`);
    this.addSql(`
      CREATE TABLE notification.digest (
        account_id text COLLATE "C" PRIMARY KEY,
        mailed_at timestamptz NOT NULL
      )`);
  }
}

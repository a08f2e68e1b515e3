import { Migration } from '@mikro-orm/migrations';

/** E-mails that wait to be sent, and for a while those that were. */
export class Mail extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA notification');
    // Links in an e-mail let people in, so what it says is encrypted while it waits, and deleted once it was sent.
    this.addSql(`
      CREATE TABLE notification.mail (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed')),
        kid text,
        sealed bytea,
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        CHECK ((status = 'waiting') = (sealed IS NOT NULL))
      )`);
    this.addSql(`CREATE INDEX mail_due ON notification.mail (due_at) WHERE status = 'waiting'`);
    this.addSql(`CREATE INDEX mail_ended ON notification.mail (ended_at) WHERE status <> 'waiting'`);
  }
}

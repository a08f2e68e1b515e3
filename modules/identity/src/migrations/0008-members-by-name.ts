import { Migration } from '@mikro-orm/migrations';

/** The name that a member stands by in the list of their account, so that a page of it is read by an index. */
export class MembersByName extends Migration {
  override up(): void {
    // A trigger each, since memberships and names are written by people, by better-auth and by the version before this one.
    // The lock makes a membership that is made while its person is renamed wait, and know the new name.
    this.addSql(`ALTER TABLE identity.member ADD COLUMN sorted_name text NOT NULL DEFAULT ''`);
    this.addSql(`
      CREATE FUNCTION identity.sort_member() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        SELECT lower(name) INTO STRICT NEW.sorted_name FROM identity."user" WHERE id = NEW.user_id FOR SHARE;
        RETURN NEW;
      END $$`);
    this.addSql(`
      CREATE TRIGGER sort_member BEFORE INSERT ON identity.member
      FOR EACH ROW EXECUTE FUNCTION identity.sort_member()`);
    this.addSql(`
      CREATE FUNCTION identity.sort_members_of() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE identity.member SET sorted_name = lower(NEW.name) WHERE user_id = NEW.id;
        RETURN NULL;
      END $$`);
    this.addSql(`
      CREATE TRIGGER sort_members_of AFTER UPDATE OF name ON identity."user"
      FOR EACH ROW WHEN (NEW.name <> OLD.name) EXECUTE FUNCTION identity.sort_members_of()`);
    this.addSql(`
      UPDATE identity.member
      SET sorted_name = lower(u.name)
      FROM identity."user" AS u
      WHERE u.id = member.user_id`);
    this.addSql('CREATE INDEX member_by_name ON identity.member (account_id, sorted_name, user_id)');
    // The new one begins with the same column.
    this.addSql('DROP INDEX identity.member_account_id_idx');
  }
}

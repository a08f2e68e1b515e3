/** A link to an account that the person does not belong to, and where they are instead. */
export class ForeignLink {
  readonly account: string;
  /** The name of the account that is open. */
  readonly open: string;
  /** Null for visitors. */
  readonly email: string | null;

  constructor(account: string, { open, email }: { open: string; email: string | null }) {
    this.account = account;
    this.open = open;
    this.email = email;
  }
}

import type { Config } from '@tidings/kernel';

/** A person, as somebody who may see the webhooks of an account. */
export type Reader = { accountId: string; personId: string };

/** An e-mail before it is sent. */
export type Mail = {
  /** What it is about, for the log: `invitation`. */
  kind: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** After this it says nothing that is true any more, and is not sent. */
  expiresAt: Date;
  /** It is sent only if this still holds then; left out: to whomever it is addressed. */
  reader?: Reader;
};

/** Encrypts what must not be read from the database alone. apps/server has it from the module of secrets. */
export type Vault = {
  seal(plain: string, owner: string): { kid: string; sealed: Buffer };
  open(value: { kid: string; sealed: Buffer }, owner: string): string;
};

export type MailParts = { config: Config; vault: Vault };

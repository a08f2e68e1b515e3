import { createHash, randomBytes } from 'node:crypto';

/** What opens a link: 256 random bits. Only its hash is stored, so that the database alone opens nothing. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOfToken(token) };
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A page of the console with a token behind `#`, where neither servers nor the pages that it leads to see it. */
export function linkTo(
  publicUrl: string,
  page: 'accept-invitation' | 'reset-password',
  token: string,
): string {
  return `${new URL(`/${page}`, publicUrl).href}#${token}`;
}

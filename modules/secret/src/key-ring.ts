import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '@tidings/kernel';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type Sealed = { kid: string; sealed: Buffer };

/**
 * Encrypts what must be kept but never read from the database alone: AES-256-GCM (NIST SP 800-38D) with a
 * random 96-bit nonce. The owner goes in as associated data, so that a sealed value moved to another row
 * does not open.
 */
export class KeyRing {
  readonly #keys: Map<string, Buffer>;
  /** The name of the key that encrypts. */
  readonly current: string;

  /** @param entries `kid:base64` of 32 bytes each; the first encrypts, all decrypt. */
  constructor(entries: string[]) {
    this.#keys = new Map(
      entries.map((entry) => {
        const colon = entry.indexOf(':');
        return [entry.slice(0, colon), Buffer.from(entry.slice(colon + 1), 'base64')];
      }),
    );
    const [first] = this.#keys.keys();
    if (first === undefined) throw new Error('TIDINGS_MASTER_KEYS names no key.');
    this.current = first;
  }

  seal(plain: string, owner: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key(this.current), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { kid: this.current, sealed };
  }

  /** @throws {Error} when the key is not in the ring, or the value was altered or belongs to another owner. */
  open({ kid, sealed }: Sealed, owner: string): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    // The length is named, since a tag cut short would be easier to forge.
    const decipher = createDecipheriv('aes-256-gcm', this.#key(kid), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-TAG_BYTES));
    return (
      decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    );
  }

  /** 32 bytes that are the same for the same purpose as long as the first key is: HKDF-SHA256 (RFC 5869). */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key(this.current), '', purpose, 32));
  }

  #key(kid: string): Buffer {
    const key = this.#keys.get(kid);
    if (!key)
      throw new Error(
        `The master key "${kid}" is not in TIDINGS_MASTER_KEYS, and a secret is encrypted with it.`,
      );
    return key;
  }
}

const rings = new WeakMap<Config, KeyRing>();

/** The key ring of this process, from its configuration. */
export function keyRingOf(config: Config): KeyRing {
  let ring = rings.get(config);
  if (!ring) {
    ring = new KeyRing(config.TIDINGS_MASTER_KEYS ?? []);
    rings.set(config, ring);
  }
  return ring;
}

import { isUtf8 } from 'node:buffer';

/** So much of a response's body is read and kept. */
export const BODY_LIMIT_BYTES = 64 * 1024;
const FIRST_SIZE_BYTES = 4 * 1024;
/** Control characters that no text has; tab and the ends of lines are not among them. */
const CONTROL = /(?![\t\n\v\f\r])\p{Cc}/u;

/**
 * The beginning of a response's body. A body in one piece, as nearly all are, is kept as it came; pieces are
 * copied together, because a thousand pieces of one byte would cost a hundred times what they hold.
 */
export class ResponseBody {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #isTruncated = false;

  /** There was more than is kept. */
  get isTruncated(): boolean {
    return this.#isTruncated;
  }

  /** How many bytes are kept. */
  get length(): number {
    return this.#length;
  }

  /** Whether it is UTF-8 that can be read, and not bytes that happen to be. */
  isText(): boolean {
    return isUtf8(this.#bytes.subarray(0, this.#length)) && !CONTROL.test(this.text());
  }

  add(piece: Buffer): void {
    const kept = this.#length + piece.length > BODY_LIMIT_BYTES ? this.#cut(piece) : piece;
    if (this.#length === 0) this.#bytes = kept;
    else {
      this.#makeRoom(kept.length);
      kept.copy(this.#bytes, this.#length);
    }
    this.#length += kept.length;
  }

  /** As UTF-8; what is none, and NUL, which Postgres cannot store in text, becomes U+FFFD. */
  text(): string {
    const text = this.#bytes.toString('utf8', 0, this.#length);
    return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
  }

  #cut(piece: Buffer): Buffer {
    this.#isTruncated = true;
    return piece.subarray(0, BODY_LIMIT_BYTES - this.#length);
  }

  /** Never writes into the first piece, which is the socket's: its room is exactly its length. */
  #makeRoom(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(
      Math.min(BODY_LIMIT_BYTES, Math.max(FIRST_SIZE_BYTES, needed, this.#bytes.length * 2)),
    );
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

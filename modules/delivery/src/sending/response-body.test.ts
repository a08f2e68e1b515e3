import { expect, it } from 'vitest';
import { BODY_LIMIT_BYTES, ResponseBody } from './response-body.ts';

/** A body that came in pieces of so many bytes each, the last one smaller. */
function inPieces(whole: Buffer, size: number): ResponseBody {
  const body = new ResponseBody();
  for (let at = 0; at < whole.length; at += size) body.add(Buffer.from(whole.subarray(at, at + size)));
  return body;
}
const letters = (length: number) =>
  Buffer.from(Array.from({ length }, (_, index) => 97 + ((index * 7) % 26)));

it.each([1, 2, 3, 1_000, 4_096, 16_384, BODY_LIMIT_BYTES, 2 * BODY_LIMIT_BYTES])(
  'in pieces of %i bytes is kept up to 64 KiB',
  (size) => {
    for (const length of [
      0,
      1,
      5_000,
      BODY_LIMIT_BYTES - 1,
      BODY_LIMIT_BYTES,
      BODY_LIMIT_BYTES + 1,
      100_000,
    ]) {
      const whole = letters(length);
      const body = inPieces(whole, size);
      expect(body.text() === whole.toString('latin1', 0, BODY_LIMIT_BYTES)).toBe(true);
      expect(body.isTruncated).toBe(length > BODY_LIMIT_BYTES);
    }
  },
);

it('leaves the pieces as they are, which are the socket’s', () => {
  const pieces = [letters(10), letters(10), letters(5_000)];
  const body = new ResponseBody();
  for (const piece of pieces) body.add(piece);
  expect(pieces.map((piece) => piece.equals(letters(piece.length)))).toEqual([true, true, true]);
  expect(body.text()).toHaveLength(5_020);
});

it('is one text, also where a character was cut in two between pieces', () => {
  expect(inPieces(Buffer.from('thanks ☃ übrigens'), 1).text()).toBe('thanks ☃ übrigens');
});

it('ends with U+FFFD where a character was cut in two by the limit', () => {
  const body = new ResponseBody();
  body.add(Buffer.concat([letters(BODY_LIMIT_BYTES - 1), Buffer.from('ü')]));
  expect(body.text().at(-1)).toBe('\ufffd');
});

it('is text that Postgres can hold', () => {
  const body = inPieces(Buffer.from([0x61, 0x00, 0xed, 0xa0, 0x80, 0xff, 0x62]), 2);
  expect(body.text()).toBe('a\ufffd\ufffd\ufffd\ufffd\ufffdb');
});

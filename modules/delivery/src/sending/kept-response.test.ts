import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { keptResponse } from './kept-response.ts';
import { BODY_LIMIT_BYTES, ResponseBody } from './response-body.ts';

const TEXT = Buffer.from('{"error": "the queue is full, and so is the one behind it"}');

function kept(encoding: string | string[], bytes: Buffer) {
  const body = new ResponseBody();
  body.add(bytes);
  const { headers: _, ...rest } = keptResponse({ 'content-encoding': encoding }, body);
  return rest;
}

it.each([
  ['gzip', 'gzip', gzipSync(TEXT)],
  [' GZIP', 'gzip', gzipSync(TEXT)],
  ['br', 'br', brotliCompressSync(TEXT)],
  ['deflate', 'deflate', deflateSync(TEXT)],
  ['identity, gzip,br', 'gzip, br', brotliCompressSync(gzipSync(TEXT))],
  [['deflate', 'gzip'], 'deflate, gzip', gzipSync(deflateSync(TEXT))],
])('of a body by %j tells how it was compressed, and how long it was', (header, encoding, bytes) => {
  const told = { body: '', truncated: false, compressed: { encoding, bytes: bytes.length } };
  expect(kept(header, bytes)).toEqual(told);
});

it('tells of one that was cut how much was read', () => {
  const compressed = { encoding: 'gzip', bytes: BODY_LIMIT_BYTES };
  const long = Buffer.concat([gzipSync(TEXT), Buffer.alloc(BODY_LIMIT_BYTES)]);
  expect(kept('gzip', long)).toEqual({ body: '', truncated: true, compressed });
});

it.each([
  ['gzip', TEXT],
  ['utf-8', TEXT],
  ['identity', TEXT],
])('keeps text that is called %s', (encoding, bytes) => {
  expect(kept(encoding, bytes)).toEqual({ body: TEXT.toString(), truncated: false });
});

it('keeps the text of a body without a coding, whatever its bytes, and of none', () => {
  expect(kept('', gzipSync(TEXT))).toMatchObject({ body: expect.stringContaining('\ufffd') });
  expect(keptResponse({ 'content-encoding': 'gzip' }, undefined)).toMatchObject({ body: '' });
});

import { expect, test } from 'vitest';
import { receiverUrl, shownUrl } from './forward.ts';

test.each([
  ['3000', 'http://localhost:3000/'],
  ['3000/hooks', 'http://localhost:3000/hooks'],
  ['localhost:3000/hooks', 'http://localhost:3000/hooks'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000/'],
  ['https://localhost/hooks?a=b', 'https://localhost/hooks?a=b'],
])('%s is forwarded to %s', (text, url) => {
  expect(receiverUrl(text)).toBe(url);
});

test.each(['ftp://localhost', 'not a url', '://'])('"%s" is no URL to forward to', (text) => {
  expect(() => receiverUrl(text)).toThrow(/is no URL to forward to/);
});

test('a password of a URL is not shown', () => {
  expect(shownUrl('http://ada:secret@localhost:3000/hooks')).toBe('http://localhost:3000/hooks');
});

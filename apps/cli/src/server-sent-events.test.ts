import { expect, test } from 'vitest';
import { readEvents } from './server-sent-events.ts';

/** The text in pieces of so many bytes. */
function streamOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });
}

test.each([1, 2, 3, 7, 1000])(
  'messages are read whole in pieces of %i bytes, whatever ends a line',
  async (size) => {
    const text =
      ': hello\nevent: connected\ndata: {}\n\nid: 7\r\ndata: "ü"\r\ndata: b\r\n\r\nevent: ping\ndata:\n\ndata: cut';
    const read = [];
    for await (const each of readEvents(streamOf(text, size))) read.push(each);
    expect(read).toEqual([
      { event: 'connected', id: '', data: '{}' },
      { event: 'message', id: '7', data: '"ü"\nb' },
      { event: 'ping', id: '7', data: '' },
    ]);
  },
);

export type ServerSentEvent = { event: string; id: string; data: string };

/**
 * The messages of a stream, as they come (HTML Standard, "Interpreting an event stream").
 * @param onBytes is called whenever anything comes, also what is no message.
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void = () => undefined,
): AsyncGenerator<ServerSentEvent, void> {
  let rest = '';
  let message: ServerSentEvent = { event: 'message', id: '', data: '' };
  let hasData = false;
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    onBytes();
    const text = decoder.decode(bytes, { stream: true });
    // A CR at the end may be half of a line's end: it waits for what follows.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (hasData || message.event !== 'message') yield message;
        message = { event: 'message', id: message.id, data: '' };
        hasData = false;
        continue;
      }
      const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (name === 'event') message.event = value;
      else if (name === 'id') message.id = value;
      else if (name === 'data') {
        message.data = hasData ? `${message.data}\n${value}` : value;
        hasData = true;
      }
    }
  }
}

/** One server-sent event; what has no name is a `message`. */
type ServerSentEvent = { event: string; id: string | undefined; data: unknown };

/** A stream of server-sent events, as a browser would read it. */
export type OpenStream = {
  status: number;
  headers: Headers;
  /** The next event; undefined when the stream has ended. */
  next(): Promise<ServerSentEvent | undefined>;
  close(): Promise<void>;
};

/** Opens a stream. Whoever opens one closes it. */
export async function openStream(url: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  const hanging = new AbortController();
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: hanging.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    headers: response.headers,
    next: async () => {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end).replace(/^\n+/, '');
          return read(block);
        }
        const chunk = await reader?.read();
        if (!chunk || chunk.done) return undefined;
        text += chunk.value;
      }
    },
    close: async () => {
      hanging.abort();
      await reader?.cancel().catch(() => undefined); // it was cut, as was asked for
    },
  };
}

function read(block: string): ServerSentEvent {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    }),
  );
  const data = fields.get('data');
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id'),
    data: data ? JSON.parse(data) : undefined,
  };
}

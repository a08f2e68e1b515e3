import { createSocket } from 'node:dgram';
import { type LookupAddress, Resolver } from 'node:dns';
import { isIPv6 } from 'node:net';
import type { Lookup } from './guarded-connector.ts';

/** A record that answers a question: an address, or the name that stands for the one asked for. */
export type Answer = string | { cname: string };

/** A DNS server on loopback (RFC 1035, UDP, A and AAAA only), and a lookup that asks nobody else. */
export type NameServer = {
  /** What each name answers now; a name that is not here does not exist, null leaves a question without answer. */
  names: Map<string, Answer[] | null>;
  /** The names that were asked for, once for each question. */
  questions: { name: string; type: number }[];
  lookup: Lookup;
  resolve: (hostname: string) => Promise<string[]>;
  close: () => Promise<void>;
};

const A = 1;
const CNAME = 5;
const AAAA = 28;

export async function serveNames(zone: Record<string, Answer[] | null>): Promise<NameServer> {
  const names = new Map(Object.entries(zone));
  const questions: NameServer['questions'] = [];
  const server = createSocket('udp4');
  server.on('message', (query, from) => {
    const { name, end } = readName(query);
    const type = query.readUInt16BE(end);
    questions.push({ name, type });
    const answers = names.get(name);
    if (answers !== null)
      server.send(reply(query.subarray(0, end + 4), records(names, name, type)), from.port);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ tries: 1, timeout: 60_000 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  const lookup = lookupWith(resolver);
  return {
    names,
    questions,
    lookup,
    resolve: (hostname) =>
      new Promise((resolve) =>
        lookup(hostname, { all: true }, (_error, found) => resolve(found.map(({ address }) => address))),
      ),
    close: () => {
      resolver.cancel();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Both families at once, as `getaddrinfo` asks for them. */
function lookupWith(resolver: Resolver): Lookup {
  return (hostname, _options, callback) => {
    const found: LookupAddress[] = [];
    let open = 2;
    const take = (family: number) => (error: NodeJS.ErrnoException | null, addresses?: string[]) => {
      for (const address of addresses ?? []) found.push({ address, family });
      open -= 1;
      if (open === 0) callback(error?.code === 'ENODATA' || found.length > 0 ? null : error, found);
    };
    resolver.resolve4(hostname, take(4));
    resolver.resolve6(hostname, take(6));
  };
}

/** The records that answer a question, those at the end of a chain of names included; undefined if there is no such name. */
function records(names: NameServer['names'], name: string, type: number): Buffer[] | undefined {
  const answers = names.get(name);
  return answers?.flatMap((answer) => {
    if (typeof answer !== 'string') {
      const next = records(names, answer.cname, type) ?? [];
      return [record(name, CNAME, writeName(answer.cname)), ...next];
    }
    const isWanted = type === (isIPv6(answer) ? AAAA : A);
    return isWanted ? [record(name, type, packed(answer))] : [];
  });
}

function packed(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  // The URL parser writes every spelling with hexadecimal groups, so that only `::` is left to fill.
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const zeros = Array<string>(8 - groups(head).length - groups(tail).length).fill('0');
  const all = [...groups(head), ...zeros, ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function record(name: string, type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(10); // type, class IN, time to live 0, length of the data
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([writeName(name), head, data]);
}

/** @param query the header and the question, without what may follow them. */
function reply(query: Buffer, answers: Buffer[] | undefined): Buffer {
  const message = Buffer.concat([query, ...(answers ?? [])]);
  message.writeUInt16BE(answers ? 0x8180 : 0x8183, 2); // a recursive answer: no error, or no such name
  message.writeUInt16BE(answers?.length ?? 0, 6);
  message.writeUInt32BE(0, 8);
  return message;
}

function readName(message: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12; // behind the header
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function writeName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

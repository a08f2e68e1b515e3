import { SMTPServer } from 'smtp-server';
import { until } from './until.ts';

export type MailServer = {
  /** For SMTP_URL. */
  url: string;
  /** The link in the newest e-mail to an address whose subject matches; waits for it. */
  linkTo: (address: string, subject: RegExp) => Promise<string>;
  /** Subjects of what came for an address, oldest first. */
  subjectsTo: (address: string) => string[];
  /** What the newest e-mail to an address said, as text and as HTML, encoded lines put together. */
  textTo: (address: string) => string;
  close: () => Promise<void>;
};

type Received = { to: string; subject: string; text: string };

/** A real mail server that keeps what it receives, on a free port unless one is given. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString();
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address).join(','),
          subject: /^Subject: (.*)$/m.exec(source)?.[1] ?? '',
          // Quoted-printable breaks long lines and writes "=" as "=3D".
          text: source.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '='),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.');
  const find = (to: string, subject: RegExp) =>
    received.findLast((mail) => mail.to === to && subject.test(mail.subject));
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    linkTo: async (to, subject) => {
      const mail = await until(async () => find(to, subject), Boolean, {
        what: `an e-mail to ${to} has come`,
      });
      const link = /https?:\/\/\S+#[\w-]+/.exec(mail?.text ?? '')?.[0];
      if (link === undefined) throw new Error(`There is no link in: ${mail?.text}`);
      return link;
    },
    subjectsTo: (to) => received.filter((mail) => mail.to === to).map(({ subject }) => subject),
    textTo: (to) => received.findLast((mail) => mail.to === to)?.text ?? '',
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

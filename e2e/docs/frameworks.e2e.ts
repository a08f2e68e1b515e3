import path from 'node:path';
import { createTestKit, proveReceiver } from 'tidings-testing';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { missingFor, SAMPLES, titleOf } from '../support/reader.ts';
import { bareEnvironment, runProgram } from '../support/run-program.ts';
import { until } from '../support/until.ts';

const { secret, cases } = createTestKit({
  'subscriber.created': {
    '2026-11-01': {
      id: 'evt_01kadgeee7e0ttct280x6h3qnb',
      type: 'subscriber.created',
      api_version: '2026-11-01',
      created_at: '2026-11-20T14:34:00.000Z',
      account_id: 'acct_01kadgeee7e0ttct27qqf36dtf',
      data: { object: { object: 'subscriber', id: 'sub_1', email: 'zoë@example.com' } },
    },
  },
});

/** What stands in for a framework beside this file, and runs its sample. */
const COMMANDS: Record<string, (standIn: string, sample: string, port: number) => [string, ...string[]]> = {
  'rails.rb': (standIn, sample) => ['ruby', standIn, sample],
  'django.py': (standIn, sample) => ['python3', '-u', standIn, sample],
  'laravel.php': (standIn, _sample, port) => ['php', '-S', `127.0.0.1:${port}`, standIn],
};

const samples = Object.entries(COMMANDS).map(([name, command]) => ({ title: titleOf(name), name, command }));

for (const { title, name, command } of samples) {
  test.skipIf(missingFor(name) !== undefined)(
    `${title} takes what Tidings sends without a token, refuses all else, and hands the event on`,
    async () => {
      const port = await freePort();
      const sample = path.join(SAMPLES, 'frameworks', name);
      const [file, ...args] = command(path.join(import.meta.dirname, 'frameworks', name), sample, port);
      const env = { ...bareEnvironment(), WEBHOOK_SECRET: secret, PORT: String(port), SAMPLE: sample };
      const program = runProgram(file, args, { env });
      onTestFinished(async () => {
        program.child.kill();
        await program.ended;
      });
      const url = `http://127.0.0.1:${port}/hooks`;
      const listens = () => fetch(url).then(Boolean, () => false);
      await until(listens, Boolean, { what: `${name} listens; it printed: ${program.output()}` });
      const requests = cases('subscriber.created');
      await proveReceiver(requests, (request) => fetch(url, request));
      // PHP tells what it does a moment later.
      const [genuine] = requests;
      await until(
        () => program.output(),
        (output) => output.includes(`subscriber.created ${genuine?.request.event.id}`),
        { what: 'the event is handed on' },
      );
      for (const { accepted, request } of requests)
        if (!accepted) expect(program.output()).not.toContain(request.event.id);
    },
  );
}

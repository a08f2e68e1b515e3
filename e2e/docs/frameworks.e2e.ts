import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createTestKit, proveReceiver } from 'tidings-testing';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { missingFor, SAMPLES, titleOf } from '../support/reader.ts';
import { bareEnvironment, runProgram } from '../support/run-program.ts';
import { until } from '../support/until.ts';

const { secret, cases, request, duplicate } = createTestKit({
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

/** What stands in for a framework beside this file, and runs its sample with the job that it hands events to. */
const COMMANDS: Record<string, { job: string; command: (given: Given) => [string, ...string[]] }> = {
  'rails.rb': { job: 'rails_job.rb', command: ({ standIn, sample, job }) => ['ruby', standIn, sample, job] },
  'django.py': {
    job: 'django_tasks.py',
    command: ({ standIn, sample, job }) => ['python3', '-u', standIn, sample, job],
  },
  'laravel.php': {
    job: 'laravel_job.php',
    command: ({ standIn, port }) => ['php', '-S', `127.0.0.1:${port}`, standIn],
  },
};
type Given = { standIn: string; sample: string; job: string; port: number };

/** Anybody may send one: libraries fail on it in other ways than on a wrong one. */
function unreadable(signature: string) {
  const { headers, ...rest } = request('subscriber.created');
  return { ...rest, headers: { ...headers, 'webhook-signature': signature } };
}

const samples = Object.entries(COMMANDS).map(([name, given]) => ({ title: titleOf(name), name, ...given }));

for (const { title, name, job, command } of samples) {
  test.skipIf(missingFor(name) !== undefined)(
    `${title} takes what Tidings sends without a token, refuses all else, and hands the event on`,
    async () => {
      const port = await freePort();
      const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const given = {
        standIn: path.join(import.meta.dirname, 'frameworks', name),
        sample: path.join(SAMPLES, 'frameworks', name),
        job: path.join(SAMPLES, 'frameworks', job),
        port,
      };
      const [file, ...args] = command(given);
      const settings = { SAMPLE: given.sample, JOB: given.job, TABLE: folder };
      const env = { ...bareEnvironment(), ...settings, WEBHOOK_SECRET: secret, PORT: String(port) };
      const program = runProgram(file, args, { env });
      onTestFinished(async () => {
        program.child.kill();
        await program.ended;
      });
      const url = `http://127.0.0.1:${port}/hooks`;
      const listens = () => fetch(url).then(Boolean, () => false);
      await until(listens, Boolean, { what: `${name} listens; it printed: ${program.output()}` });
      const statusOf = async (each: RequestInit) => (await fetch(url, each)).status;
      const requests = cases('subscriber.created');
      await proveReceiver(requests, (each) => fetch(url, each));
      // PHP tells what it does a moment later.
      const [genuine] = requests;
      await until(
        () => program.output(),
        (output) => output.includes(`subscriber.created ${genuine?.request.event.id}`),
        { what: 'the event is handed on' },
      );
      for (const { accepted, request: given } of requests)
        if (!accepted) expect(program.output()).not.toContain(given.event.id);

      for (const signature of ['v1', 'no comma', ',', 'v1,v1'])
        expect(await statusOf(unreadable(signature)), signature).toBe(400);
      const data = { object: { object: 'subscriber', id: 'sub_2', email: 'grace@example.com' } };
      for (const each of duplicate('subscriber.created', { event: { data } }))
        expect(await statusOf(each)).toBe(204);
      const welcomes = () => program.output().split('Welcome grace@example.com').length - 1;
      await until(welcomes, Boolean, { what: 'the subscriber is welcomed' });
      // Whatever a second one would print comes before this.
      const last = request('subscriber.created');
      expect(await statusOf(last)).toBe(204);
      await until(program.output, (output) => output.includes(last.event.id), { what: 'the last event' });
      expect(welcomes()).toBe(1);
    },
  );
}

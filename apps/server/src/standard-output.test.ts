import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { READER_GONE_STATUS } from './standard-output.ts';

const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Runs Node on this code or file, and reads what it prints, or nothing of it. */
async function run(words: string[], reads = true) {
  const child = spawn(process.execPath, words, {
    // The launcher's: half of what a start computes.
    env: { ...process.env, NODE_COMPILE_CACHE: fileOf('../node_modules/.cache/compiled') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (!reads) child.stdout.destroy();
  const [printed, complaint, [code]] = await Promise.all([
    reads ? text(child.stdout) : '',
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { printed, complaint, code: Number(code) };
}

it('ends what is printed to nobody, quietly', async () => {
  const endless = `
    const { outliveReader, print, ReaderGone } = await import(${JSON.stringify(fileOf('./standard-output.ts'))});
    outliveReader();
    process.once('uncaughtException', (error) => process.exit(error instanceof ReaderGone ? ${READER_GONE_STATUS} : 1));
    setInterval(() => print('one more line\\n'), 1);`;
  const ended = await run(['--input-type=module', '--eval', endless], false);
  expect(ended).toEqual({ printed: '', complaint: '', code: READER_GONE_STATUS });
});

it('ends with 2 for what it does not understand, as the commands for developers do', async () => {
  const { printed, complaint, code } = await run([fileOf('./main.ts'), 'serve', '--nope']);
  expect([printed, code]).toEqual(['', 2]);
  expect(complaint).toContain('--nope');
});

it.each([['--help'], ['-h'], ['help'], ['audit', 'verify', '--help']])(
  'says what the commands are to %s',
  async (...words) => {
    const { printed, complaint, code } = await run([fileOf('./main.ts'), ...words]);
    expect([complaint, code]).toEqual(['', 0]);
    for (const command of ['serve', 'migrate', 'audit verify', 'people reset-two-factor', 'config']) {
      expect(printed).toContain(`  ${command}`);
    }
  },
);

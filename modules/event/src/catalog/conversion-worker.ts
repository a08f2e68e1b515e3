import { parentPort } from 'node:worker_threads';
import { Evaluator } from './evaluate-apart.ts';

/* oxlint-disable unicorn/require-post-message-target-origin -- a port of a thread has no origin */

/** What the thread of the conversions runs; see ConversionThread. Answers come in the order of the questions. */
const evaluator = new Evaluator();
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', ({ text, json }: { text: string; json: string }) => {
  last = last.then(async () => parentPort?.postMessage(await evaluator.answer(text, json)));
});
parentPort?.postMessage('ready');

/** A failure that is told in one clear message, without a stack. */
export class Stop extends Error {}

/** Runs `work` under a progress line; a terminal sees the seconds pass, a log gets one line. */
export async function step(title, work) {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const live = process.stdout.isTTY && !process.env.CI;
  const ticker = live
    ? setInterval(() => process.stdout.write(`\r${title} … ${seconds()} s`), 500)
    : undefined;
  process.stdout.write(live ? `${title} …` : `${title} …\n`);
  const end = (word) => process.stdout.write(`${live ? '\r' : ''}${title} … ${word} in ${seconds()} s\n`);
  try {
    const result = await work();
    end('done');
    return result;
  } catch (error) {
    end('failed');
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

export const tail = (text, lines = 25) => text.trimEnd().split('\n').slice(-lines).join('\n');

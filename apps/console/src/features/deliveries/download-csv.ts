import { problem } from '@tidings/kernel/schema';

import { saveFile } from '../../ui/save-file.ts';

const PROGRESS_MS = 250;

/**
 * Reads CSV and hands it to the browser as a file. A link cannot ask for CSV, since it carries no header of ours.
 * @param onProgress told how many bytes have come, a few times a second.
 * @throws {TypeError} when the connection is lost; {Error} with what the server said when it refused.
 */
export async function downloadCsv(
  url: string,
  name: string,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const answer = await fetch(url, { headers: { accept: 'text/csv' } });
  if (!answer.ok || !answer.body) throw new Error(await detailOf(answer));
  const counted = answer.body.pipeThrough(counter(onProgress));
  saveFile(await new Response(counted, { headers: answer.headers }).blob(), name);
}

/** The browser keeps a large blob on disk, so what passes here need not be held in memory. */
function counter(onProgress: (bytes: number) => void): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  let toldAt = performance.now();
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (performance.now() - toldAt > PROGRESS_MS) {
        toldAt = performance.now();
        onProgress(bytes);
      }
      controller.enqueue(chunk);
    },
  });
}

async function detailOf(answer: Response): Promise<string> {
  const parsed = problem.safeParse(await answer.json().catch(() => null));
  return parsed.success ? parsed.data.detail : `The server answered ${answer.status}.`;
}

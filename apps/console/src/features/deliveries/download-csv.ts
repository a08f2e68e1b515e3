import { type Problem, problem } from '@tidings/kernel/schema';

import { shownAccount } from '../../api/client.ts';
import { saveFile } from '../../ui/save-file.ts';

const PROGRESS_MS = 250;

/**
 * Reads CSV and hands it to the browser as a file. A link cannot ask for CSV, since it carries no header of ours.
 * @param onProgress told how many bytes have come, a few times a second.
 * @throws {TypeError} when the connection is lost; {CsvRefusal} with what the server said when it refused.
 */
export async function downloadCsv(
  url: string,
  name: string,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const answer = await fetch(url, { headers: { accept: 'text/csv', ...shownAccount() } });
  if (!answer.ok || !answer.body) throw await refusalOf(answer);
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

/** With what other failures are told apart by, such as that of a page which shows an account that was left. */
class CsvRefusal extends Error {
  readonly status: number;
  readonly issues: NonNullable<Problem['issues']>;

  constructor(status: number, refused: Problem | undefined) {
    super(refused?.detail ?? `The server answered ${status}.`);
    this.name = 'CsvRefusal';
    this.status = status;
    this.issues = refused?.issues ?? [];
  }
}

async function refusalOf(answer: Response): Promise<CsvRefusal> {
  return new CsvRefusal(answer.status, problem.safeParse(await answer.json().catch(() => null)).data);
}

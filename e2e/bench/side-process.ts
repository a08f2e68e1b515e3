import { fork } from 'node:child_process';
import { join } from 'node:path';

export type SideProcess = ReturnType<typeof startBeside>;

/** Runs another file of this folder as a process and asks it things over IPC, one at a time. */
export function startBeside(file: string, args: string[] = []) {
  const child = fork(join(import.meta.dirname, file), args);
  const answer = <Answer>() =>
    new Promise<Answer>((resolve, reject) => {
      const onExit = () => reject(new Error(`${file} ended without an answer.`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message as Answer); // our own protocol
      });
    });
  return {
    pid: child.pid ?? 0,
    answer,
    ask: <Answer>(question: string) => {
      const answered = answer<Answer>();
      child.send(question);
      return answered;
    },
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}

/** Runs a file that measures a rate to its end. */
export async function rateOf(file: string, args: string[]): Promise<number> {
  const side = startBeside(file, args);
  const { perSecond } = await side.answer<{ perSecond: number }>();
  side.stop();
  return perSecond;
}

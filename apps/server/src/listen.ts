import type { Server } from 'node:http';
import type { Config } from '@tidings/kernel';

/**
 * Opens the port.
 * @throws {Error} that says what to do when it is taken or not allowed.
 */
export function listen(
  server: Server,
  { PORT, HOST }: Pick<Config, 'PORT' | 'HOST'>,
  onError: (error: Error) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, PORT, HOST)));
    server.listen(PORT, HOST, () => {
      // Such as too many open files: a request is lost, the process goes on.
      server.on('error', onError);
      resolve();
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(
        `PORT: port ${port} is in use. End the program that uses it, or choose another: PORT=${port + 1}.`,
      );
    case 'EACCES':
      return new Error(`PORT: this user may not open port ${port}. Choose one from 1024 up.`);
    case 'EADDRNOTAVAIL':
      return new Error(`HOST: ${host} is no address of this machine.`);
    default:
      return error;
  }
}

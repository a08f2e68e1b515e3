// A relay of the outbox as a service would run it, in a process that can be killed, also by itself at a given moment.
import { startRelay } from '@tidings/client';
import pg from 'pg';

const { DATABASE_URL, TIDINGS_URL = '', TIDINGS_SERVICE_KEY = '' } = process.env;
const [moment] = process.argv.slice(2);

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 2 });
const die = () => process.kill(process.pid, 'SIGKILL');

const relay = startRelay({
  pool,
  url: TIDINGS_URL,
  serviceKey: TIDINGS_SERVICE_KEY,
  fetch: async (...request) => {
    if (moment === 'before the request') die();
    const answer = await fetch(...request);
    if (moment === 'after the answer') die();
    return answer;
  },
});

process.once('SIGTERM', () => {
  void relay.stop().then(() => pool.end());
});

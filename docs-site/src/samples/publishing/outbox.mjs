import { createOutbox, startRelay, writeEvent } from '@tidings/client';
import pg from 'pg';

const { DATABASE_URL, TIDINGS_URL, TIDINGS_SERVICE_KEY, TIDINGS_ACCOUNT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL });

// Once, as a migration of your service.
await createOutbox(pool);
await pool.query('CREATE TABLE IF NOT EXISTS subscriber (id serial PRIMARY KEY, email text UNIQUE NOT NULL)');

// In one process or in each.
const relay = startRelay({ pool, url: TIDINGS_URL, serviceKey: TIDINGS_SERVICE_KEY });

async function subscribe(email) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query('INSERT INTO subscriber (email) VALUES ($1) RETURNING id', [email]);
    await writeEvent(client, {
      account_id: TIDINGS_ACCOUNT,
      type: 'subscriber.created',
      data: { object: { object: 'subscriber', id: `sub_${rows[0].id}`, email } },
    });
    await client.query('COMMIT');
    relay.wake(); // optional: it looks ten times a second anyway
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

// The second time the address is taken, and the event is rolled back with the row.
for (const email of ['ada@example.com', 'ada@example.com'])
  await subscribe(email).catch((error) => console.log(`No subscriber, no event: ${error.message}`));

process.once('SIGTERM', async () => {
  await relay.stop();
  await pool.end();
});

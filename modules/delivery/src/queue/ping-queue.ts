import { type Sql, statement } from '@tidings/kernel';

// Index queue_lane.
const PING = statement<{ due: boolean }>(
  'delivery.ping-queue',
  'SELECT EXISTS (SELECT FROM delivery.queue) AS due',
);

/** Asks the queue as a worker does; rejects when it cannot be asked. */
export async function pingQueue(sql: Sql): Promise<void> {
  await sql.query(PING);
}

import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';

const BATCH = 500;
/** A notification may be lost with its session. */
const LOOK_AT_LEAST_EVERY_MS = 1_000;
const LOCK = 20_261_128;

const WAITING = {
  name: 'waiting',
  text: 'select id, subject, body::text as body from bare_outbox order by id limit $1',
};
const REMOVE = { name: 'remove', text: 'delete from bare_outbox where id = any($1)' };

interface Waiting {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
}

/** Publishes the events of the outbox, and removes them once the broker has them. One process at a time does it. */
export async function runRelay(databaseUrl: string, nc: NatsConnection): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  await client.query('listen bare_outbox');
  const js = jetstream(nc);
  const notified = notifications(client);
  for (;;) {
    const { rows } = await client.query<Waiting>({ ...WAITING, values: [BATCH] });
    // A message that is published again after a crash has the same id, and the broker drops it.
    await Promise.all(rows.map(({ id, subject, body }) => js.publish(subject, body, { msgID: id })));
    if (rows.length > 0) await client.query({ ...REMOVE, values: [rows.map(({ id }) => id)] });
    if (rows.length < BATCH) await notified();
  }
}

/** Resolves at the next notification, at once if there was one since the last call. */
function notifications(client: pg.Client): () => Promise<void> {
  let isPending = false;
  let wake: (() => void) | undefined;
  client.on('notification', () => {
    isPending = true;
    wake?.();
  });
  return async () => {
    if (!isPending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_AT_LEAST_EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    isPending = false;
  };
}

/**
 * Notifies the relay of what was committed. One notification at a time covers all commits before it: a notification in
 * each transaction would let only one of them commit at a time.
 */
export function notifier(pool: pg.Pool): () => void {
  let isUnderWay = false;
  let isDue = false;
  const notify = async (): Promise<void> => {
    isUnderWay = true;
    while (isDue) {
      isDue = false;
      await pool.query({ name: 'notify', text: `select pg_notify('bare_outbox', '')` });
    }
    isUnderWay = false;
  };
  return () => {
    isDue = true;
    if (!isUnderWay) void notify();
  };
}

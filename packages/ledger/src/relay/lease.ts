import { Socket } from 'node:net';
import { orStopped, pause } from '@safe-community/events';
import { Seldom, type Logger } from '@safe-community/telemetry';
import { Client } from 'pg';
import type { Wakeup } from '../outbox/wakeup.ts';

// Any number, the same for all replicas of a service.
const RELAY_LOCK = 4_801_265;
const RETRY_MS = 1_000;
/** A session that does not answer within this time is lost. */
const SESSION_TIMEOUT_MS = 3_000;
const CHANNEL = 'ledger_committed';

/**
 * Lets one replica at a time publish, to save work: two at once would do no harm. The lease is a session lock of
 * PostgreSQL. It ends with the process, its connection or a silent session, and another replica takes over within
 * seconds. On the same connection the waiting replicas notify the publishing one of their commits.
 */
export async function holdLease(
  url: string,
  wakeup: Wakeup,
  logger: Logger,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const troubles = new Seldom();
  while (!signal.aborted) {
    try {
      await withSession(url, signal, (client, lost) => {
        troubles.forget();
        return takeTurn(client, wakeup, lost, work);
      });
    } catch (error) {
      if (!signal.aborted) {
        troubles.tell(error, (repeated) =>
          logger.warn('relay lost its database session; opening another', { repeated, error }),
        );
      }
    }
    await pause(RETRY_MS, signal);
  }
}

async function takeTurn(
  client: Client,
  wakeup: Wakeup,
  lost: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopNotifying = notifyCommits(client, wakeup);
  try {
    while (!(await takesLock(client))) {
      await pause(RETRY_MS, lost);
      if (lost.aborted) return;
    }
  } finally {
    stopNotifying();
  }
  client.on('notification', () => wakeup.wake());
  await client.query(`listen ${CHANNEL}`);
  await Promise.all([work(lost), watchSession(client, lost)]);
}

async function takesLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [RELAY_LOCK]);
  return rows[0]?.held === true;
}

/** Otherwise the holder of the lock sends nothing on its session, and would never learn that it is lost. */
async function watchSession(client: Client, lost: AbortSignal): Promise<void> {
  while (!lost.aborted) {
    await client.query('select 1');
    await pause(RETRY_MS, lost);
  }
}

/** While another replica publishes, our commits wake it; at most one notification is under way. */
function notifyCommits(client: Client, wakeup: Wakeup): () => void {
  let underWay = false;
  return wakeup.onCommitted(() => {
    if (underWay) return;
    underWay = true;
    const done = (): void => {
      underWay = false;
    };
    // The other replica polls as well, so a lost notification only costs time.
    client.query(`notify ${CHANNEL}`).then(done, done);
  });
}

/** Gives `use` a connection of its own, and a signal that is aborted when the connection is lost or it is time to stop. */
async function withSession(
  url: string,
  signal: AbortSignal,
  use: (client: Client, lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const socket = new Socket();
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: SESSION_TIMEOUT_MS,
    query_timeout: SESSION_TIMEOUT_MS,
    // A paused process keeps its connection and would keep the lease: the server ends a silent session.
    options: `-c idle_session_timeout=${SESSION_TIMEOUT_MS}`,
    stream: () => socket,
  });
  const lost = new AbortController();
  const end = (): void => lost.abort();
  client.on('error', end);
  client.on('end', end);
  signal.addEventListener('abort', end, { once: true });
  const used = client.connect().then(() => use(client, lost.signal));
  try {
    await orStopped(used, lost.signal);
    // Either it has ended, or it was stopped and ends without this session.
    if (!signal.aborted) await used;
  } finally {
    signal.removeEventListener('abort', end);
    lost.abort();
    // Not awaited: a server that has gone does not answer.
    client.end().catch(() => undefined);
    socket.destroySoon();
  }
}

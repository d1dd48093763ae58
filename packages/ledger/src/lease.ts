import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@safe-community/telemetry';
import { Client } from 'pg';
import type { Wakeup } from './wakeup.ts';

// Any number will do, as long as all replicas of a service use the same one.
const RELAY_LOCK = 4_801_265;
const RETRY_MS = 1_000;
const CHANNEL = 'ledger_committed';

/**
 * Lets one replica at a time publish, to save work: two at once would do no harm.
 * The lease is a session lock of PostgreSQL, so it falls with the process or its
 * connection and another replica takes over within seconds. On the same
 * connection the replicas that wait tell the one that publishes of their commits.
 */
export async function holdLease(
  url: string,
  wakeup: Wakeup,
  logger: Logger,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await withSession(url, signal, (client, lost) => takeTurn(client, wakeup, lost, work));
    } catch (error) {
      if (!signal.aborted) logger.warn('relay lost its database session and takes another', { error });
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(ignoreAbort);
  }
}

async function takeTurn(
  client: Client,
  wakeup: Wakeup,
  lost: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const turn = { holds: false };
  tellOthers(client, wakeup, turn, lost);
  while (!lost.aborted) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [RELAY_LOCK]);
    if (rows[0]?.held === true) {
      turn.holds = true;
      client.on('notification', () => wakeup.wake());
      await client.query(`listen ${CHANNEL}`);
      await work(lost);
      return;
    }
    await sleep(RETRY_MS, undefined, { signal: lost }).catch(ignoreAbort);
  }
}

/** While another replica publishes, our commits wake it; at most one notification is under way. */
function tellOthers(client: Client, wakeup: Wakeup, turn: { holds: boolean }, lost: AbortSignal): void {
  let underWay = false;
  wakeup.onCommitted(() => {
    if (turn.holds || underWay || lost.aborted) return;
    underWay = true;
    const done = (): void => {
      underWay = false;
    };
    // A notification that does not get through is made up for by the poll of the other side.
    client.query(`notify ${CHANNEL}`).then(done, done);
  });
}

async function withSession(
  url: string,
  signal: AbortSignal,
  use: (client: Client, lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true });
  const lost = new AbortController();
  const end = (): void => lost.abort();
  client.on('error', end);
  client.on('end', end);
  signal.addEventListener('abort', end, { once: true });
  try {
    await client.connect();
    await use(client, lost.signal);
  } finally {
    signal.removeEventListener('abort', end);
    lost.abort();
    await client.end();
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}

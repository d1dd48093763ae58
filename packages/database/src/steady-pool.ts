import { currentCall, poolWaitTime } from '@safe-community/telemetry';
import { PoolQueue, type QueuedPool } from './pool-queue.ts';
import { poolName, showPool } from './show-pool.ts';

/** The parts of pg's pool and of its clients that this needs. */
interface PooledClient {
  release(destroy?: boolean): void;
  once(event: 'error' | 'end', listener: () => void): unknown;
  off(event: 'error' | 'end', listener: () => void): unknown;
}

interface Pool extends QueuedPool {
  readonly ending: boolean;
  connect(callback?: unknown): Promise<PooledClient>;
  end(): Promise<void>;
}

/**
 * Releases connections that die while they are in use. The ORM does not (MikroORM 7.2 on kysely 0.29): if the session of
 * a transaction is killed, its rollback fails and the connection is never released, until the pool is exhausted.
 *
 * It also closes the connection of a call that ends, and rejects a call that would wait for a connection beyond its
 * deadline.
 */
export function keepSteady(pool: Pool): void {
  const connect = pool.connect.bind(pool);
  const queue = new PoolQueue(pool);
  const attributes = poolName(pool);
  showUntilEnd(pool);
  pool.connect = async (callback?: unknown) => {
    if (callback !== undefined) return connect(callback);
    const call = currentCall();
    call?.signal.throwIfAborted();
    if (call !== undefined) queue.rejectIfTooLate(call.deadline);
    const asked = performance.now();
    const client = await connect();
    const givenOut = performance.now();
    poolWaitTime.record((givenOut - asked) / 1_000, attributes);
    const onDeath = (): void => client.release(true);
    onRelease(client, () => {
      client.off('error', onDeath);
      client.off('end', onDeath);
      call?.signal.removeEventListener('abort', onDeath);
      queue.held(performance.now() - givenOut);
    });
    client.once('error', onDeath);
    client.once('end', onDeath);
    if (pool.ending) {
      // The pool was closed meanwhile: nobody would release this connection, and closing waits for it.
      client.release(true);
      throw new Error('the database is closed');
    }
    if (call?.signal.aborted === true) {
      client.release();
      call.signal.throwIfAborted();
    }
    // PostgreSQL ends the statement and rolls the transaction back when the connection is closed.
    call?.signal.addEventListener('abort', onDeath, { once: true });
    return client;
  };
}

function showUntilEnd(pool: Pool): void {
  const end = pool.end.bind(pool);
  const hide = showPool(pool);
  pool.end = () => {
    hide();
    return end();
  };
}

/** Calls `then` at the first release; further releases do no harm. */
function onRelease(client: PooledClient, then: () => void): void {
  const release = client.release.bind(client);
  let isReleased = false;
  client.release = (destroy) => {
    if (isReleased) return;
    isReleased = true;
    then();
    release(destroy);
  };
}

/** The parts of pg's pool and of its clients that this needs. */
interface PooledClient {
  release(destroy?: boolean): void;
  once(event: 'error' | 'end', listener: () => void): unknown;
  off(event: 'error' | 'end', listener: () => void): unknown;
}

interface Pool {
  readonly ending: boolean;
  connect(callback?: unknown): Promise<PooledClient>;
}

/**
 * Gives back to the pool each connection that dies while somebody has it. The ORM does not (MikroORM
 * 7.2 on kysely 0.29): a transaction whose session is killed fails in its rollback, and its connection
 * stays taken for ever. After as many faults as the pool has places the service would be deaf for good.
 */
export function keepSteady(pool: Pool): void {
  const connect = pool.connect.bind(pool);
  pool.connect = async (callback?: unknown) => {
    if (callback !== undefined) return connect(callback);
    const client = await connect();
    releaseOnce(client);
    if (!pool.ending) return client;
    // Closed meanwhile: nobody would give this one back, and the closing waits for it.
    client.release(true);
    throw new Error('the database is closed');
  };
}

/** Releases the client when it dies; who then releases it once more does no harm. */
function releaseOnce(client: PooledClient): void {
  const release = client.release.bind(client);
  let isReleased = false;
  const onDeath = (): void => client.release(true);
  client.release = (destroy) => {
    if (isReleased) return;
    isReleased = true;
    client.off('error', onDeath);
    client.off('end', onDeath);
    release(destroy);
  };
  client.once('error', onDeath);
  client.once('end', onDeath);
}

import { poolConnections, poolLimit, poolWaiting } from '@safe-community/telemetry';
import type { QueuedPool } from './pool-queue.ts';

/** Reports the connections and the queue of a pool as metrics, until the returned function is called. */
export function showPool(pool: QueuedPool): () => void {
  const name = poolName(pool);
  const used = (): number => pool.totalCount - pool.idleCount;
  const stops = [
    poolConnections.observe(used, { ...name, 'db.client.connection.state': 'used' }),
    poolConnections.observe(() => pool.idleCount, { ...name, 'db.client.connection.state': 'idle' }),
    poolLimit.observe(() => pool.options.max ?? 0, name),
    poolWaiting.observe(() => pool.waitingCount, name),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The name of the database: each service has one pool. */
export function poolName({ options }: QueuedPool): { readonly 'db.client.connection.pool.name': string } {
  return { 'db.client.connection.pool.name': options.database ?? '' };
}

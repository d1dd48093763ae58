import { poolConnections, poolLimit, poolWaiting } from '@safe-community/telemetry';
import type { Lined } from './pool-queue.ts';

/** Shows how many connections there are, and who waits for one, until the returned function is called. */
export function showPool(pool: Lined): () => void {
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

/** After the database: each service has one pool for its own. */
export function poolName({ options }: Lined): { readonly 'db.client.connection.pool.name': string } {
  return { 'db.client.connection.pool.name': options.database ?? '' };
}

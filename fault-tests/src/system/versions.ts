import { connectBroker } from '@safe-community/events';
import type { System } from './system.ts';

/** Versions of the servers of a run. */
export interface Versions {
  readonly postgres: string;
  readonly nats: string;
}

/** As reported by the running servers. */
export async function versionsOf(system: System): Promise<Versions> {
  const [row] = await system.sql<{ version: string }>(
    'incident-intake',
    `select current_setting('server_version') as version`,
  );
  const nc = await connectBroker(system.brokerOptions());
  try {
    return { postgres: row?.version ?? 'unknown', nats: nc.info?.version ?? 'unknown' };
  } finally {
    await nc.close();
  }
}

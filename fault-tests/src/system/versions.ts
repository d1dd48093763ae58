import { connectBroker } from '@safe-community/events';
import type { System } from './system.ts';

/** Of the servers that a run was made with. */
export interface Versions {
  readonly postgres: string;
  readonly nats: string;
}

/** As the running servers tell them. */
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

import type { Domain } from '@safe-community/events';
import { startService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import type { TestNats } from '@safe-community/testkit';
import { ledgerService, type LedgerService } from '@safe-community/testkit/ledger';

/** A service that has only a ledger. It publishes and serves the ledger as all services do. */
export interface RunningProducer extends Omit<LedgerService, 'start'> {
  readonly address: string;
}

const IDENTITIES = {
  officers: 'officer-registry',
  incidents: 'incident-intake',
  cameras: 'camera-rollout',
} as const satisfies Partial<Record<Domain, string>>;

export type Producer = keyof typeof IDENTITIES;

export async function runProducer(domain: Producer, nats: TestNats): Promise<RunningProducer> {
  const identity = IDENTITIES[domain];
  const logger = createLogger({ service: identity, level: 'silent' });
  const ledger = await ledgerService({
    identity,
    domain,
    nats,
    start: (parts, config) => startService({ ...parts, logger }, config),
  });
  return { ...ledger, address: await ledger.start() };
}

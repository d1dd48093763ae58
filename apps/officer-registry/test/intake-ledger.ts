import { startService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import type { TestNats } from '@safe-community/testkit';
import { ledgerService, type LedgerService } from '@safe-community/testkit/ledger';

/**
 * Incident intake as the registry sees it: a ledger whose relay publishes to the broker.
 *
 * @param port where it listens once it is started.
 */
export function intakeLedger(nats: TestNats, port: number): Promise<LedgerService> {
  const logger = createLogger({ service: 'incident-intake', level: 'silent' });
  return ledgerService({
    identity: 'incident-intake',
    domain: 'incidents',
    nats,
    port,
    start: (parts, config) => startService({ ...parts, logger }, config),
  });
}

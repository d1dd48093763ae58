import type { NewEvent } from '@safe-community/events';
import { startService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import type { TestNats } from '@safe-community/testkit';
import { ledgerService } from '@safe-community/testkit/ledger';

/** Incident intake as the camera rollout sees it: a ledger whose relay publishes to the broker. */
export interface IntakeLedger {
  readonly address: string;
  emit(events: readonly NewEvent[], options?: { readonly isTest?: boolean }): Promise<unknown>;
  stop(): Promise<void>;
}

export async function intakeLedger(nats: TestNats): Promise<IntakeLedger> {
  const logger = createLogger({ service: 'incident-intake', level: 'silent' });
  const ledger = await ledgerService({
    identity: 'incident-intake',
    domain: 'incidents',
    nats,
    start: (parts, config) => startService({ ...parts, logger }, config),
  });
  return { ...ledger, address: await ledger.start() };
}

import { InvalidArgumentError } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import type { OperatedService } from '../connection/operated-services.ts';

/** The services that publish events. */
export const LEDGER_SERVICES = ['officer-registry', 'incident-intake', 'camera-rollout', 'statistics'] as const;
export type LedgerServiceName = (typeof LEDGER_SERVICES)[number];

/** For commander: the name of a service with a ledger. */
export function ledgerServiceArgument(text: string): LedgerServiceName {
  const service = LEDGER_SERVICES.find((name) => name === text);
  if (service === undefined) throw new InvalidArgumentError(`It must be one of ${LEDGER_SERVICES.join(', ')}.`);
  return service;
}

export function ledgerOf({ operated }: Connection, service: LedgerServiceName): OperatedService {
  const found = operated.find(({ name }) => name === service);
  if (found === undefined) throw new Error(`${service} is not connected`);
  return found;
}

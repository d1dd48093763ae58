import { InvalidArgumentError } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import type { OperatedService } from '../connection/operated-services.ts';

/** Every service has an audit. */
export const AUDITED_SERVICES = ['officer-registry', 'incident-intake', 'camera-rollout', 'statistics'] as const;
export type AuditedServiceName = (typeof AUDITED_SERVICES)[number];

/** For commander: the name of a service. */
export function auditedServiceArgument(text: string): AuditedServiceName {
  const service = AUDITED_SERVICES.find((name) => name === text);
  if (service === undefined) throw new InvalidArgumentError(`It must be one of ${AUDITED_SERVICES.join(', ')}.`);
  return service;
}

/** The audit of one service, or of all. */
export function auditsOf({ operated }: Connection, service: AuditedServiceName | undefined): OperatedService[] {
  return operated.filter(({ name }) => service === undefined || name === service);
}

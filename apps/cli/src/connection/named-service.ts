import { InvalidArgumentError } from 'commander';
import { SERVICES, type ServiceName } from '@safe-community/local-stack/state';
import type { Connection } from './connect-services.ts';
import type { OperatedService } from './operated-services.ts';

/** For the help of a command. */
export const SERVICE_NAMES = SERVICES.join(', ');

/** For commander: the name of a service. */
export function serviceArgument(text: string): ServiceName {
  const service = SERVICES.find((name) => name === text);
  if (service === undefined) throw new InvalidArgumentError(`It must be one of ${SERVICE_NAMES}.`);
  return service;
}

/** One service, or all. */
export function namedServices({ operated }: Connection, service: ServiceName | undefined): OperatedService[] {
  return operated.filter(({ name }) => service === undefined || name === service);
}

export function namedService({ operated }: Connection, service: string): OperatedService {
  const found = operated.find(({ name }) => name === service);
  if (found === undefined) throw new Error(`${service} is not connected`);
  return found;
}

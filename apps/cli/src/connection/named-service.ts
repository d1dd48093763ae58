import { SERVICES, type ServiceName } from '@safe-community/local-stack/state';
import { known, oneOfThese } from '../commands/option-values.ts';
import type { Text } from '../terminal/language.ts';
import type { Connection } from './connect-services.ts';
import type { OperatedService } from './operated-services.ts';

/** For the help of a command. */
export const NAMED_SERVICES: Text = { uk: `служба: ${SERVICES.join(', ')}`, en: `service: ${SERVICES.join(', ')}` };

/** For commander: the name of a service. */
export function serviceArgument(text: string): ServiceName {
  return known(
    SERVICES.find((name) => name === text),
    oneOfThese(SERVICES),
  );
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

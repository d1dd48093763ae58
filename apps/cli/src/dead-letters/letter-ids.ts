import { InvalidArgumentError } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import {
  CONSUMING_SERVICES,
  type ConsumingService,
  type ConsumingServiceName,
} from '../connection/operated-services.ts';

/** The dead-letter methods of a service. */
export function lettersOf({ operated }: Connection, service: ConsumingServiceName): ConsumingService['deadLetters'] {
  const consuming = operated.find(({ name }) => name === service)?.consuming;
  if (consuming === undefined) throw new Error(`${service} consumes no events`);
  return consuming.deadLetters;
}

/** For commander: the name of a service that consumes events. */
export function consumingServiceArgument(text: string): ConsumingServiceName {
  const service = CONSUMING_SERVICES.find((name) => name === text);
  if (service === undefined) throw new InvalidArgumentError(`It must be one of ${CONSUMING_SERVICES.join(', ')}.`);
  return service;
}

export function letterIdArgument(text: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw new InvalidArgumentError('It must be the number of a dead letter, from 1.');
  return BigInt(text);
}

/** For a repeatable argument. */
export function letterIdsArgument(text: string, before: readonly bigint[] = []): bigint[] {
  return [...before, letterIdArgument(text)];
}

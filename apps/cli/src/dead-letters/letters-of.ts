import { InvalidArgumentError } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import { HEARING_SERVICES, type HearingService, type HearingServiceName } from '../connection/operated-services.ts';

/** What a service keeps of the events that it could not apply. */
export function lettersOf({ operated }: Connection, service: HearingServiceName): HearingService['deadLetters'] {
  const hearing = operated.find(({ name }) => name === service)?.hearing;
  if (hearing === undefined) throw new Error(`${service} hears nobody`);
  return hearing.deadLetters;
}

/** For commander: the name of a service that hears others. */
export function hearingServiceArgument(text: string): HearingServiceName {
  const service = HEARING_SERVICES.find((name) => name === text);
  if (service === undefined) throw new InvalidArgumentError(`It must be one of ${HEARING_SERVICES.join(', ')}.`);
  return service;
}

export function letterIdArgument(text: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw new InvalidArgumentError('It must be the number of a letter, from 1.');
  return BigInt(text);
}

/** One more letter of an argument that may be repeated. */
export function letterIdsArgument(text: string, before: readonly bigint[] = []): bigint[] {
  return [...before, letterIdArgument(text)];
}

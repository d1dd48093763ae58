import { v5 as uuidOfName } from 'uuid';

/** Any UUID will do as long as it stays. */
const REQUESTS = '0d3a7f52-9a0e-5b5c-8f43-4c1de2a6b9f0';

/** The request id of a step of the demonstration: always the same, so that a step done twice is done once. */
export function requestIdOf(step: string): string {
  return uuidOfName(`safe-community/demonstration/${step}`, REQUESTS);
}

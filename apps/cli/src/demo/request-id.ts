import { v5 as uuidOfName } from 'uuid';

/** An arbitrary but constant namespace UUID. */
const REQUESTS = '0d3a7f52-9a0e-5b5c-8f43-4c1de2a6b9f0';

/** A deterministic request id, so that repeating a step has no effect. */
export function requestIdOf(step: string): string {
  return uuidOfName(`safe-community/demonstration/${step}`, REQUESTS);
}

import { validate as isUuid } from 'uuid';
import type { Violation } from './refusal.ts';

/** What is wrong with an id of a request: every request_id, and whatever else is named by a UUID. */
export function uuidViolations(text: string, field: string): Violation[] {
  return isUuid(text) ? [] : [{ field, rule: 'must be a UUID' }];
}

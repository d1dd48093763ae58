import type { Violation } from './refusal.ts';

/** RFC 9562, with the nil and the max UUID, in upper or lower case: what the package `uuid` accepts. */
const UUID =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i;

/** The rule that an id of a request breaks: every request_id, and everything else that is named by a UUID. */
export function uuidViolations(text: string, field: string): Violation[] {
  return UUID.test(text) ? [] : [{ field, rule: 'must be a UUID' }];
}

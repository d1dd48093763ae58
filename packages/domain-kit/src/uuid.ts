import { unless, type Violation } from './violation.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** The ids of RFC 9562 that have no version. */
const NIL_OR_MAX = /^(?:0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text) || NIL_OR_MAX.test(text);
}

/** What is wrong with an id of a request. */
export function checkUuid(text: string, field: string): Violation[] {
  return unless(isUuid(text), field, 'must be a UUID');
}

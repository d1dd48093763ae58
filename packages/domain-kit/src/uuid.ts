import { unless, type Violation } from './violation.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** The two special UUIDs of RFC 9562 without a version. */
const NIL_OR_MAX = /^(?:0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text) || NIL_OR_MAX.test(text);
}

/** The violations of an id in a request. */
export function checkUuid(text: string, field: string): Violation[] {
  return unless(isUuid(text), field, 'must be a UUID');
}

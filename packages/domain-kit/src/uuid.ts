import { unless, type Violation } from './violation.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** The two special UUIDs of RFC 9562 without a version. */
const NIL_OR_MAX = /^(?:0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text) || NIL_OR_MAX.test(text);
}

/** The violations of a list of ids in a request. */
export function checkUuids(ids: readonly string[], field: string, most: number): Violation[] {
  const isShort = ids.length <= most && new Set(ids.map((id) => id.toLowerCase())).size === ids.length;
  if (!isShort) return unless(false, field, `must be at most ${most}, distinct`);
  return ids.flatMap((id, index) => checkUuid(id, `${field}[${index}]`));
}

/** The violations of an id in a request. */
export function checkUuid(text: string, field: string): Violation[] {
  return unless(isUuid(text), field, 'must be a UUID');
}

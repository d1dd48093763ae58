import { rows, type EntityManager } from '@safe-community/database';
import type { AuditEntry, EntryKind } from '../chain/entry.ts';
import { toEntry, type EntryRow } from './entry-rows.ts';

/** A conjunction of conditions; an empty text matches everything. */
export interface EntryFilter {
  readonly system: string;
  readonly actingUser: string;
  readonly method: string;
  readonly subjectId: string;
  readonly kind: EntryKind | undefined;
  /** Commit times. */
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** At most `most` entries with a sequence below `olderThan`, newest first. */
export async function searchEntries(
  em: EntityManager,
  filter: EntryFilter,
  olderThan: bigint | undefined,
  most: number,
): Promise<AuditEntry[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    ...(olderThan === undefined ? [] : [`sequence < ${bind(String(olderThan))}`]),
    ...equal('system', filter.system, bind),
    ...equal('acting_user', filter.actingUser, bind),
    ...ofMethod(filter.method, bind),
    ...equal('kind', filter.kind ?? '', bind),
    ...concerning(filter.subjectId, bind),
    ...within(filter, bind),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const sql = `select * from audit_entry ${where} order by sequence desc limit ${bind(most)}`;
  return (await rows<EntryRow>(em, sql, values)).map(toEntry);
}

type Bind = (value: unknown) => string;

function equal(column: string, value: string, bind: Bind): string[] {
  return value === '' ? [] : [`${column} = ${bind(value)}`];
}

/** The index holds a number for the method. */
function ofMethod(method: string, bind: Bind): string[] {
  if (method === '') return [];
  const value = `${bind(method)}::text`;
  return [`hashtextextended(method, 0) = hashtextextended(${value}, 0)`, `method = ${value}`];
}

/** Uses one of two indexes: few entries have more than one subject. */
function concerning(subjectId: string, bind: Bind): string[] {
  if (subjectId === '') return [];
  const id = `${bind(subjectId)}::text`;
  const isFirst = `left(subject_ids[1], 13) = left(${id}, 13) and subject_ids[1] = ${id}`;
  return [`((${isFirst}) or (cardinality(subject_ids) > 1 and subject_ids @> array[${id}]))`];
}

/** Commit times grow with the sequence, so two index lookups on the links bound the sequence. */
function within({ from, to }: EntryFilter, bind: Bind): string[] {
  const first = 'select first_sequence from audit_link where recorded_at >=';
  return [
    ...(from === undefined
      ? []
      : [`sequence >= coalesce((${first} ${bind(from)} order by recorded_at, first_sequence limit 1), ${BEYOND_ALL})`]),
    ...(to === undefined
      ? []
      : [`sequence < coalesce((${first} ${bind(to)} order by recorded_at, first_sequence limit 1), ${BEYOND_ALL})`]),
  ];
}

const BEYOND_ALL = '9223372036854775807';

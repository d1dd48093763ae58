import type { IncidentFilter } from '../../../app/ports.ts';
import { SENSITIVE_CATEGORIES } from '../../../domain/catalogue/category.ts';
import { OPEN_COLUMNS } from './incident-columns.ts';
import { firstIdOf } from '../id-range.ts';

/** A statement with its `$1`-style parameters. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Ids sort as receipts do, so that paging and time bounds are ranges of the primary key. */
export function listStatement(filter: IncidentFilter, olderThan: string | undefined, most: number): Statement {
  const conditions = ['true'];
  const values: unknown[] = [];
  const add = (condition: string, value: unknown): void => {
    values.push(value);
    conditions.push(condition.replace('?', `$${values.length}`));
  };
  if (olderThan !== undefined) add('incident_id < ?', olderThan);
  if (filter.receivedFrom !== undefined) add('incident_id >= ?', firstIdOf(filter.receivedFrom));
  if (filter.receivedTo !== undefined) add('incident_id < ?', firstIdOf(filter.receivedTo));
  if (filter.hromadaCode !== '') add('hromada_code = ?', filter.hromadaCode);
  if (filter.category !== undefined) add('category = ?', filter.category);
  if (filter.unroutedOnly) conditions.push('responsible_officer_id is null');
  if (!filter.sensitive) add('category <> all (?)', SENSITIVE_CATEGORIES);
  const sql = `select ${OPEN_COLUMNS} from incident where ${conditions.join(' and ')} order by incident_id desc limit ${most}`;
  return { sql, values };
}

import type { ReadFilter } from './sensitive-reads.app.ts';
import type { Statement } from '@safe-community/database';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The newest reads of a filter, at most `most`, those with an id below `olderThan`. It is bounded and ordered by the
 * columns of one index though the first of them is the same throughout, as in `list-statement.ts`: else the planner may
 * go through the reads of all, in the hope of meeting enough of one who seldom reads.
 */
export function readsStatement(filter: ReadFilter, olderThan: string | undefined, most: number): Statement {
  const { incidentId, system } = filter;
  const values: unknown[] = [];
  const bind = (value: string, type: string): string => `$${values.push(value)}::${type}`;
  const [column, value] = indexed(filter, bind);
  const row = `(${[...column, 'read_id'].join(', ')})`;
  const rowAt = (id: string): string => `(${[...value, bind(id, 'uuid')].join(', ')})`;
  const bounds = [`${row} >= ${rowAt(FIRST_ID)}`, `${row} < ${rowAt(olderThan ?? BEYOND_ALL)}`];
  const further = incidentId === '' || system === '' ? [] : [`system = ${bind(system, 'text')}`];
  const sql = `
    select * from sensitive_read where ${[...bounds, ...further].join(' and ')}
    order by ${[...column, 'read_id'].map((each) => `${each} desc`).join(', ')} limit ${most}`;
  return { sql, values };
}

/** Column and value by which an index finds what is asked for; none for all. An incident is read few times. */
function indexed(
  { incidentId, system }: ReadFilter,
  bind: (value: string, type: string) => string,
): [string[], string[]] {
  if (incidentId !== '') return [['incident_id'], [bind(incidentId, 'uuid')]];
  return system === '' ? [[], []] : [['system'], [bind(system, 'text')]];
}

import type { Casualties } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { Columns } from './columns.ts';
import { compileConditions, type Holds } from './condition.ts';
import { wholeNumber } from './derived-columns.ts';
import type { JoinedRows } from './further-file.ts';
import type { Reason } from './mapped-row.ts';
import type { Conditions, Mapping } from './schema.ts';

/** The further file of a mapping, whose rows are joined. */
export type FindJoined = (
  name: string,
  field: string,
) => { readonly columns: Columns; readonly rows: JoinedRows } | undefined;

export type ReadCasualties = (
  cells: readonly string[],
  key: string,
) => FoundCasualties | { readonly reasons: readonly Reason[] };

interface FoundCasualties {
  readonly casualties: Casualties | undefined;
  /** Those of them that meet a condition: if rows are merged, each of them counts. */
  readonly counted?: Casualties | undefined;
}

const COUNTS = {
  killed: 'killed',
  injured: 'injured',
  children_killed: 'childrenKilled',
  children_injured: 'childrenInjured',
  defenders_killed: 'defendersKilled',
  defenders_injured: 'defendersInjured',
} as const;
type Count = keyof typeof COUNTS;

/**
 * Compiles how a row says who was killed and injured: by columns with numbers, by conditions, and by the rows of a further
 * file.
 */
export function compileCasualties(
  { casualties: rule = {} }: Mapping,
  columns: Columns,
  joined: FindJoined,
  problems: Violation[],
): ReadCasualties {
  const named = (Object.keys(COUNTS) as Count[]).flatMap((count) => {
    const of = rule[count];
    if (of === undefined) return [];
    return [{ count, isCondition: typeof of !== 'string', read: compileCount(of, count, columns, problems) }];
  });
  const ofFile = rule.rows && compileRows(rule.rows, joined, problems);
  if (named.length === 0 && ofFile === undefined) return () => ({ casualties: undefined });
  return (cells, key) => {
    const casualties = ofFile?.(key) ?? none();
    const counted = none();
    const reasons: Reason[] = [];
    for (const { count, isCondition, read } of named) {
      const found = read(cells);
      if (typeof found !== 'number') {
        reasons.push(found);
        continue;
      }
      casualties[COUNTS[count]] += found;
      if (isCondition) counted[COUNTS[count]] += found;
    }
    return reasons.length === 0 ? { casualties, counted } : { reasons };
  };
}

/** A number in a column, or one for a row that meets a condition. */
function compileCount(
  rule: string | Conditions,
  count: Count,
  columns: Columns,
  problems: Violation[],
): (cells: readonly string[]) => number | Reason {
  const field = `mapping.casualties.${count}`;
  if (typeof rule !== 'string') {
    const holds = compileConditions(rule, field, columns, problems);
    return (cells) => (holds(cells) ? 1 : 0);
  }
  const cell = columns.cell(rule, field);
  return (cells) => {
    const text = cell(cells);
    if (text === '') return 0;
    return wholeNumber(text) ?? { field: `casualties.${count}`, column: rule, text, rule: 'must be a whole number' };
  };
}

function none(): Record<(typeof COUNTS)[Count], number> {
  const zero = { killed: 0, injured: 0, childrenKilled: 0, childrenInjured: 0 };
  return { ...zero, defendersKilled: 0, defendersInjured: 0 };
}

function compileRows(
  { of, ...rules }: NonNullable<NonNullable<Mapping['casualties']>['rows']>,
  joined: FindJoined,
  problems: Violation[],
): ((key: string) => ReturnType<typeof none>) | undefined {
  const field = 'mapping.casualties.rows';
  const file = joined(of, `${field}.of`);
  if (file === undefined) return undefined;
  if (rules.killed === undefined && rules.injured === undefined) {
    problems.push({ field, rule: 'must say which rows are killed or injured' });
  }
  const holds = (name: keyof typeof rules): Holds => {
    const rule: Conditions | undefined = rules[name];
    return rule === undefined ? () => false : compileConditions(rule, `${field}.${name}`, file.columns, problems);
  };
  const [killed, injured] = [holds('killed'), holds('injured')];
  const [children, defenders] = [holds('children'), holds('defenders')];
  return (key) => {
    const counts = none();
    for (const cells of file.rows.of(key)) {
      const isKilled = killed(cells);
      if (!isKilled && !injured(cells)) continue;
      counts[isKilled ? 'killed' : 'injured'] += 1;
      if (children(cells)) counts[isKilled ? 'childrenKilled' : 'childrenInjured'] += 1;
      if (defenders(cells)) counts[isKilled ? 'defendersKilled' : 'defendersInjured'] += 1;
    }
    return counts;
  };
}

/** Both, count by count. */
export function combined(
  one: Casualties,
  other: Casualties,
  of: (count: number, otherCount: number) => number,
): Casualties {
  const all = none();
  for (const count of Object.values(COUNTS)) all[count] = of(one[count], other[count]);
  return all;
}

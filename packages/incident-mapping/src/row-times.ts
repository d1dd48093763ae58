import type { Violation } from '@safe-community/domain-kit';
import type { Columns } from './columns.ts';
import type { Reason } from './mapped-row.ts';
import type { Mapping, TimeRule } from './schema.ts';
import { compileTime, type ReadRowTime } from './times.ts';
import type { RowState } from './words.ts';

export function compileRowTimes(mapping: Mapping, columns: Columns, problems: Violation[]) {
  const { received, occurred, on_scene: onScene, resolved, closed } = mapping.times;
  const compile = (rule: typeof occurred, name: string): ReadRowTime | undefined =>
    rule && compileTime(rule, `mapping.times.${name}`, mapping, columns, problems);
  return {
    received: compile(received, 'received'),
    occurred: compile(occurred, 'occurred'),
    on_scene: compile(onScene, 'on_scene'),
    resolved: compile(resolved, 'resolved'),
    closed: compile(closed, 'closed'),
    latestBy: mapping.latest_by && compileTime(mapping.latest_by, 'mapping.latest_by', mapping, columns, problems),
  };
}

/** Whether a row in a state has the time: those of states that it has not reached, or has left again, do not count. */
export function mayHave(state: RowState | undefined, time: 'resolved' | 'closed'): boolean {
  if (state === 'open') return false;
  return time === 'resolved' ? state !== 'false-call' : state !== 'resolved';
}

/** Intake rejects such a row as well; here the reason names the column. */
export function tooEarly(
  times: Partial<Record<'on_scene' | 'resolved' | 'closed', Date | undefined>>,
  { times: rules }: Mapping,
  earliest: Date | undefined,
): Reason[] {
  return Object.entries(times).flatMap(([name, time]) => {
    if (time === undefined || earliest === undefined || time >= earliest) return [];
    const rule = rules[name as keyof typeof times];
    return [
      { field: `times.${name}`, column: columnOf(rule), rule: 'must not be before the receipt or the step before it' },
    ];
  });
}

/** The columns of a time, for messages. */
export function columnOf(rule: TimeRule | undefined): string {
  return (rule?.columns ?? [rule?.column]).join(' and ');
}

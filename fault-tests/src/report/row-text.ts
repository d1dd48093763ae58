import type { RowOutcome } from '../run-row.ts';

/** The outcome of a row for a terminal. */
export function rowText(outcome: RowOutcome): string {
  const { row, isHeld, notes, finding, seconds } = outcome;
  return [
    `${isHeld ? 'held  ' : 'BROKEN'} ${row.number} ${row.name} (${seconds.toFixed(1)} s): ${row.fault}`,
    ...notes.map((note) => `       ${note}`),
    `       ${operationsText(outcome)}`,
    ...finding.split('\n').map((line) => `       ${line}`),
  ].join('\n');
}

export function operationsText({ operations, uncertain, present, drainedMs }: RowOutcome): string {
  const counted = `${present} present and counted ${(drainedMs / 1_000).toFixed(1)} s after the last answer`;
  return `${operations} operations, ${uncertain} of them without an answer at first; ${counted}`;
}

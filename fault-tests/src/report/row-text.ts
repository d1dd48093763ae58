import type { RowOutcome } from '../run-row.ts';

/** The outcome of a row for a terminal. */
export function rowText(outcome: RowOutcome): string {
  const { row, notes, finding, seconds } = outcome;
  return [
    `${WORDS[outcomeWord(outcome)]} ${row.number} ${row.name} (${seconds.toFixed(1)} s): ${row.fault}`,
    ...notes.map((note) => `       ${note}`),
    `       ${operationsText(outcome)}`,
    ...finding.split('\n').map((line) => `       ${line}`),
  ].join('\n');
}

/** Machine-readable, on one line; times in seconds. */
export function rowJson(outcome: RowOutcome): string {
  const { row, notes, operations, uncertain, present, drainedMs, finding, seconds } = outcome;
  const { number, name, fault, holds } = row;
  const counts = { operations, uncertain, present, drainedSeconds: drainedMs / 1_000 };
  return JSON.stringify({
    number,
    name,
    fault,
    holds,
    outcome: outcomeWord(outcome),
    notes,
    ...counts,
    finding,
    seconds,
  });
}

const WORDS = { held: 'held  ', broken: 'BROKEN', 'not possible here': 'NOT POSSIBLE HERE' };

export function outcomeWord({ isHeld, isImpossible }: RowOutcome): keyof typeof WORDS {
  if (isHeld) return 'held';
  return isImpossible ? 'not possible here' : 'broken';
}

export function operationsText({ operations, uncertain, present, drainedMs }: RowOutcome): string {
  const counted = `${present} present and counted ${(drainedMs / 1_000).toFixed(1)} s after the last answer`;
  return `${operations} operations, ${uncertain} without an answer at first; ${counted}`;
}

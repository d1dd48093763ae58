import type { Finding } from './finding.ts';
import type { Found } from './found.ts';
import { acknowledgementOf, outcomeOf, type Operation } from './operation.ts';

type Place = 'rows' | 'events';

/** Acknowledged operations exist once, unknown ones at most once; each row has its event. */
export function checkPresence(operations: readonly Operation[], found: Found): Finding[] {
  const rows = tally(found.rows);
  const events = tally(found.events.map(({ id }) => id));
  return [
    ...checkPlace('rows', operations, rows),
    ...checkPlace('events', operations, events),
    ...checkHalves(operations, rows, events),
  ];
}

function checkPlace(where: Place, operations: readonly Operation[], there: ReadonlyMap<string, number>): Finding[] {
  const findings: Finding[] = [];
  const known = new Map<string, Operation>();
  for (const operation of operations) {
    const id = acknowledgementOf(operation)?.answer.id;
    if (id === undefined) continue;
    known.set(id, operation);
    if (!there.has(id))
      findings.push({ kind: 'loss', where, what: `${id} was acknowledged and is missing`, operation });
  }
  for (const [id, times] of there) {
    const operation = known.get(id);
    if (times > 1)
      findings.push({ kind: 'double', where, what: `${id} exists ${times} times`, ...(operation && { operation }) });
  }
  const unmatched = [...there.keys()].filter((id) => !known.has(id));
  const unknown = operations.filter((operation) => outcomeOf(operation) === 'unknown').length;
  // It is unknown which belong to unanswered requests, but too many are detectable.
  for (const id of unmatched.slice(unknown)) {
    findings.push({ kind: 'phantom', where, what: `${id} exists, and no request can have created it` });
  }
  return findings;
}

/** An acknowledged operation with only a row or only an event is a loss; an unacknowledged one must have neither. */
function checkHalves(
  operations: readonly Operation[],
  rows: ReadonlyMap<string, number>,
  events: ReadonlyMap<string, number>,
): Finding[] {
  const acknowledged = new Set(operations.map((operation) => acknowledgementOf(operation)?.answer.id));
  const without = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] =>
    [...one.keys()].filter((id) => !other.has(id) && !acknowledged.has(id));
  return [
    ...without(rows, events).map((id): Finding => ({
      kind: 'loss',
      where: 'events',
      what: `${id} has a row and no event`,
    })),
    ...without(events, rows).map((id): Finding => ({
      kind: 'loss',
      where: 'rows',
      what: `${id} has an event and no row`,
    })),
  ];
}

function tally(ids: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

import type { Finding } from './finding.ts';
import type { Found } from './found.ts';
import { acknowledgementOf, outcomeOf, type Operation } from './operation.ts';

type Place = 'rows' | 'events';

/** What was acknowledged is there once; of what is unknown at most as many are there; rows and events go together. */
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
      findings.push({ kind: 'loss', where, what: `${id} was acknowledged and is not there`, operation });
  }
  for (const [id, times] of there) {
    const operation = known.get(id);
    if (times > 1)
      findings.push({ kind: 'double', where, what: `${id} is there ${times} times`, ...(operation && { operation }) });
  }
  const strangers = [...there.keys()].filter((id) => !known.has(id));
  const unknown = operations.filter((operation) => outcomeOf(operation) === 'unknown').length;
  // Which of them belong to requests without an answer cannot be told; that there are too many can.
  for (const id of strangers.slice(unknown)) {
    findings.push({ kind: 'phantom', where, what: `${id} is there, and no request can have made it` });
  }
  return findings;
}

/** What is acknowledged and lacks a half is lost there; what nobody was told of must lack both. */
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

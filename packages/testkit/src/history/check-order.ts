import type { Finding } from './finding.ts';
import type { Found, FoundEvent } from './found.ts';
import { acknowledgementOf, type Operation } from './operation.ts';

/**
 * Positions have no gaps, and the order of events is possible: an event that was
 * acknowledged before another operation began comes before it.
 */
export function checkOrder(operations: readonly Operation[], { events, positions, after }: Found): Finding[] {
  return [...checkPositions(positions, after), ...checkRealTime(operations, events)];
}

function checkPositions(positions: readonly bigint[], after: bigint): Finding[] {
  const findings: Finding[] = [];
  let before = after;
  for (const position of positions) {
    if (position <= before) {
      findings.push({ kind: 'reorder', where: 'events', what: `${position} comes after ${before}` });
    } else if (position > before + 1n) {
      const what = `between ${before} and ${position} positions are missing`;
      findings.push({ kind: 'loss', where: 'events', what });
    }
    before = position;
  }
  return findings;
}

interface Placed {
  readonly operation: Operation;
  readonly position: bigint;
  readonly began: number;
  readonly ended: number;
}

function checkRealTime(operations: readonly Operation[], events: readonly FoundEvent[]): Finding[] {
  const placed = place(operations, events);
  const byEnd = placed.toSorted((a, b) => a.ended - b.ended).values();
  const findings: Finding[] = [];
  let next = byEnd.next();
  let furthest: Placed | undefined;
  for (const one of placed.toSorted((a, b) => a.began - b.began)) {
    for (; !next.done && next.value.ended < one.began; next = byEnd.next()) {
      if (furthest === undefined || next.value.position > furthest.position) furthest = next.value;
    }
    if (furthest === undefined || furthest.position <= one.position) continue;
    const what = `at ${one.position}, before ${furthest.position}, which was acknowledged before it was sent`;
    findings.push({ kind: 'reorder', where: 'events', what, operation: one.operation });
  }
  return findings;
}

/** Each acknowledged operation with the position of its event and the period in which it must have happened. */
function place(operations: readonly Operation[], events: readonly FoundEvent[]): Placed[] {
  const positions = new Map(events.map(({ id, position }) => [id, position]));
  return operations.flatMap((operation) => {
    const acknowledged = acknowledgementOf(operation);
    const position = positions.get(acknowledged?.answer.id ?? '');
    if (acknowledged === undefined || position === undefined) return [];
    const began = Math.min(...operation.attempts.map((attempt) => attempt.began));
    return [{ operation, position, began, ended: acknowledged.ended }];
  });
}

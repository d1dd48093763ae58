import { checkOrder } from './check-order.ts';
import { checkPresence } from './check-presence.ts';
import { checkRouting } from './check-routing.ts';
import { checkAnswers } from './check-answers.ts';
import type { Finding } from './finding.ts';
import type { Found } from './found.ts';
import type { Operation } from './operation.ts';

/**
 * Compares what callers saw with what is stored: every acknowledged operation once in the rows, once in the events,
 * routed once, and once in the counts; nothing partial; nothing that was not requested; events in an order that can have
 * happened.
 */
export function check(operations: readonly Operation[], found: Found): Finding[] {
  return [
    ...checkAnswers(operations),
    ...checkPresence(operations, found),
    ...checkOrder(operations, found),
    ...checkRouting(operations, found),
    ...checkCounts(found),
  ];
}

/** Every event is counted once: the figures of another service equal those of the ledger. */
function checkCounts({ events, counted }: Found): Finding[] {
  const expected = new Map<string, number>();
  for (const { countsAs } of events) expected.set(countsAs, (expected.get(countsAs) ?? 0) + 1);
  const names = new Set([...expected.keys(), ...counted.keys()]);
  return [...names].flatMap((name): Finding[] => {
    const wanted = expected.get(name) ?? 0;
    const there = counted.get(name) ?? 0;
    const what = `${name}: ${wanted} in the ledger, ${there} counted`;
    if (there < wanted) return [{ kind: 'loss', where: 'counts', what }];
    if (there > wanted) return [{ kind: wanted === 0 ? 'phantom' : 'double', where: 'counts', what }];
    return [];
  });
}

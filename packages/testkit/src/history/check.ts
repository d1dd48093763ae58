import { checkCounts } from './check-counts.ts';
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

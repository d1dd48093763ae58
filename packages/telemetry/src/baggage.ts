import { context, propagation } from '@opentelemetry/api';

/** The W3C baggage entry that marks traffic of tests. Statistics ignores such events. */
export const TEST_MARK = 'sc-test';

/** Whether the current work was started by traffic of tests. */
export function isTest(): boolean {
  return propagation.getActiveBaggage()?.getEntry(TEST_MARK)?.value === 'true';
}

/** Runs `fn` without the mark, for a caller who may not set it. */
export function withoutTestMark<T>(fn: () => T): T {
  return context.with(propagation.deleteBaggage(context.active()), fn);
}

/**
 * Runs `fn` as traffic of tests: all calls and events that it causes carry the mark. Call `startTelemetry` first.
 */
export function runAsTest<T>(fn: () => T): T {
  const baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  const marked = baggage.setEntry(TEST_MARK, { value: 'true' });
  return context.with(propagation.setBaggage(context.active(), marked), fn);
}

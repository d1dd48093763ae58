/** Which events count, and what happens to those that cannot be counted. */
export { onKnownState, onState, onSum, type Known } from './counted.events.ts';
export { comparing, type CounterTable } from './rebuilt-counters.store.ts';
export { requireCode, requireTime, UncountableEvent } from './uncountable-event.ts';

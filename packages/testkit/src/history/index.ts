export { check } from './check.ts';
export { type Finding, findingsText } from './finding.ts';
export type { Found, FoundEvent } from './found.ts';
export type { Answer, Attempt, Operation, Outcome } from './operation.ts';
export { Recorder } from './recorder.ts';
export type { FoundRouting, RoutingFact } from './routing.ts';

export { assignmentIds, type AssignmentIds } from './assignment-ids.ts';
export { EVENT_KINDS, WATCHED_KINDS } from './catalogue.ts';
export { eventKind, type EventKind, type NewEvent, type WatchedKind } from './event-kind.ts';
export * from './kinds.ts';
export {
  DOMAINS,
  domainSubjects,
  eventType,
  heartbeatSubject,
  isEventSubject,
  subjectOf,
  type Domain,
  type Place,
} from './subject.ts';

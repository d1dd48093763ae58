export { fromCheckpointMessage, kindOf, toCheckpointMessage, toEntryMessage, toPart } from './audit-messages.ts';
export { checkPart } from './check-part.ts';

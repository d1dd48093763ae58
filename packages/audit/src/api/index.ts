export { fromCheckpointMessage, kindOf } from './audit-messages.ts';
export { checkPart } from './check-part.ts';

export {
  fromCheckpointMessage,
  kindOf,
  toCheckpointMessage,
  toEntryMessage,
  toLinkMessage,
  toPart,
} from './audit-messages.ts';
export { checkPart } from './check-part.ts';

import { EntryKind } from '@safe-community/contracts/audit/v1/audit_service.ts';
import { DeadLetterState } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { words } from './words.ts';

export const ENTRY_KINDS = words([
  [EntryKind.WRITE, 'write', 'зміна'],
  [EntryKind.DENIED, 'denied', 'відмова'],
  [EntryKind.SENSITIVE_READ, 'sensitive-read', 'читання чутливого'],
  [EntryKind.AUDIT_READ, 'audit-read', 'читання журналу'],
  [EntryKind.ADMINISTRATION, 'administration', 'адміністрування'],
]);

export const LETTER_STATES = words([
  [DeadLetterState.WAITING, 'waiting', 'очікує'],
  [DeadLetterState.REDRIVEN, 'redriven', 'застосовано повторно'],
  [DeadLetterState.DISCARDED, 'discarded', 'відхилено'],
  [DeadLetterState.UNSPECIFIED, 'all', 'усі'],
]);

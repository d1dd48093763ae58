import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import type { CaseBook } from './case-ports.app.ts';
import { lockIncident, saveChange } from './incident.store.ts';

export function caseBook(keyring: Keyring, origin: ClockAndIds): CaseBook {
  return {
    lock: lockIncident,
    save: (em, change, actor, reason) => saveChange(em, keyring, change, { actor, recordedAt: origin.now(), reason }),
  };
}

import type { EntityManager } from '@safe-community/database';
import { decryptWith, encryptWith, type Keyring } from '@safe-community/security/encryption';
import { caseKey } from '../incident/incident.store.ts';

/** Seals and opens the parts of one case. A part that was sealed under another name does not open. */
export interface CaseVault {
  seal(part: string, value: unknown): Buffer;
  /** What was sealed; authentic, so of the type that was sealed. */
  open(part: string, sealed: Buffer): unknown;
}

/** Under the one key of the case; PERSONAL_DATA_ERASED when that was destroyed. */
export async function caseVault(em: EntityManager, keyring: Keyring, incidentId: string): Promise<CaseVault> {
  const key = await caseKey(em, keyring, incidentId);
  return {
    seal: (part, value) => encryptWith(keyring, incidentId, key, part, { json: JSON.stringify(value) }),
    open: (part, sealed) => JSON.parse(decryptWith(keyring, incidentId, key, part, sealed)['json'] ?? ''),
  };
}

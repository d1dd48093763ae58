import { encrypt, type Keyring, type Encrypted } from '@safe-community/security/encryption';
import type { StateHistory } from '../../app/ports.ts';
import { AssignmentEntity, OfficerEntity, StateChangeEntity } from './entities.ts';

export function stateHistory(keyring: Keyring): StateHistory {
  return {
    async lastChangedAt(em, officerId) {
      const last = await em.findOne(StateChangeEntity, { officerId }, { orderBy: { changedAt: 'desc' } });
      return last?.changedAt;
    },
    async record(em, { reason, actingUser, ...change }) {
      const officer = await em.findOneOrFail(OfficerEntity, { officerId: change.officerId });
      officer.state = change.state;
      // Else nobody could become the primary of the beat.
      if (change.state === 'dismissed') await em.nativeDelete(AssignmentEntity, { officerId: change.officerId });
      const sealed = sealNote(keyring, change.changeId, { reason, actingUser });
      em.create(StateChangeEntity, { ...change, ...sealed }, { persist: true });
    },
  };
}

/** The encrypted columns of a change; empty ones when there is nothing to hide. */
function sealNote(
  keyring: Keyring,
  changeId: string,
  note: { reason: string; actingUser: string },
): Encrypted | typeof NONE {
  return note.reason === '' && note.actingUser === '' ? NONE : encrypt(keyring, changeId, note);
}

const NONE = { keyId: null, wrappedKey: null, ciphertext: null };

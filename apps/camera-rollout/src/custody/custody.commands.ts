import { actorOf } from '@safe-community/audit';
import { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import {
  checkReadReason,
  checkText,
  isRefused,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import type { Place } from '@safe-community/security/policy';
import { command, refuseOutside, type Rpc } from '@safe-community/service-kit';
import type { CustodyKind } from './custody-entry.ts';
import { kindName } from './custody.mapping.ts';
import { appendCustody, chainBroken, type NewCustodyEntry } from './custody.store.ts';
import { findRecordingChain, recordingDeleted, type KnownRecordings } from './known-recordings.store.ts';

/** What people do with a recording outside of this service. */
const ACCESS_KINDS: ReadonlySet<CustodyKind> = new Set(['view', 'export', 'share', 'redaction']);
const LONGEST_PLACE = 200;

export function recordAccess(keyring: Keyring, known: KnownRecordings): Rpc {
  return command(Custody.recordAccess, {
    parse({ kind: number, place }, fields) {
      const kind = kindName(number);
      const isAccess = kind !== undefined && ACCESS_KINDS.has(kind);
      fields.check(unless(isAccess, 'kind', 'must be VIEW, EXPORT, SHARE or REDACTION'));
      fields.check(checkPlace(place, 'place'));
      return {
        recordingId: fields.uuid('recording_id'),
        kind: kind ?? 'view',
        reason: fields.text('reason', checkReadReason),
        place,
      };
    },
    async load(tx, { recordingId }) {
      const deletedAt = await known.lockDeletion(tx, recordingId);
      const found = await findRecordingChain(tx, known, recordingId);
      if (isRefused(found)) return found;
      return { ...found, deletedAt };
    },
    authorizeLoaded: (call, { place }) => refuseElsewhere(call, place),
    decide({ chain, deletedAt }, access, { call, now }): Decision<NewCustodyEntry> {
      if (chain === undefined) return chainBroken(access.recordingId);
      return deletedAt === undefined ? { ...access, at: now, actor: actorOf(call) } : recordingDeleted(deletedAt);
    },
    async save(tx, entry) {
      const [appended] = await appendCustody(tx, keyring, [entry]);
      if (appended === undefined) throw new Error('an access was not appended');
      return appended;
    },
    about: ({ recordingId }) => [recordingId],
    reply: ({ index, hash }) => ({ index, hash: Buffer.from(hash) }),
  });
}

/** From where somebody reads or does something; may be empty. */
export function checkPlace(place: string, field: string): Violation[] {
  return checkText(place, field, { most: LONGEST_PLACE });
}

export function refuseElsewhere({ rights }: Pick<CallContext, 'rights'>, place: Place) {
  return refuseOutside(rights, place, 'the recording');
}

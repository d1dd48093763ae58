import { actorOf } from '@safe-community/audit';
import { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { checkReadReason, checkText, notFound, unless, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import type { Place } from '@safe-community/security/policy';
import { command, refuseOutside, type Rpc } from '@safe-community/service-kit';
import type { CustodyKind } from './custody-entry.ts';
import { kindName } from './custody.mapping.ts';
import { appendCustody, type NewCustodyEntry } from './custody.store.ts';
import { findChain } from './proof.store.ts';

/** What people do with a recording outside of this service. */
const ACCESS_KINDS: ReadonlySet<CustodyKind> = new Set(['view', 'export', 'share', 'redaction']);
const LONGEST_PLACE = 200;

export function recordAccess(keyring: Keyring): Rpc {
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
    load: async (tx, { recordingId }) => (await findChain(tx, recordingId)) ?? notFound('recording'),
    authorizeLoaded: refuseElsewhere,
    decide: (_chain, access, { call, now }): NewCustodyEntry => ({ ...access, at: now, actor: actorOf(call) }),
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

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
import { given, refuseOutside } from '@safe-community/service-kit';
import type { CustodyKind } from './custody-entry.ts';
import { kindName } from './custody.mapping.ts';
import { appendCustody, type NewCustodyEntry } from './custody.store.ts';
import { chainBroken } from './lost-head.store.ts';
import { findRecordingChain, recordingDeleted, type KnownRecordings } from './known-recordings.store.ts';

interface Deps {
  readonly keyring: Keyring;
  readonly known: KnownRecordings;
}

const { command } = given<Deps>();

/** What people do with a recording outside of this service. */
const ACCESS_KINDS: ReadonlySet<CustodyKind> = new Set(['view', 'export', 'share', 'redaction']);
const MAX_PLACE_LENGTH = 200;

export const recordAccess = command(Custody.recordAccess, {
  parse({ request: { kind: number, place }, fields }) {
    const kind = kindName(number);
    const isAccess = kind !== undefined && ACCESS_KINDS.has(kind);
    fields.check(unless(isAccess, 'kind', 'must be VIEW, EXPORT, SHARE or REDACTION'));
    fields.check(checkPlace(place, 'place'));
    const footageRequestId = fields.optionalUuid('footage_request_id');
    const isHandover = footageRequestId === '' || kind === 'export' || kind === 'share';
    fields.check(unless(isHandover, 'footage_request_id', 'must be empty unless kind is EXPORT or SHARE'));
    return {
      recordingId: fields.uuid('recording_id'),
      kind: kind ?? 'view',
      reason: fields.text('reason', checkReadReason),
      place,
      footageRequestId,
    };
  },
  async load({ tx, command: { recordingId, footageRequestId }, deps: { known } }) {
    const deletedAt = await known.lockDeletion(tx, recordingId);
    const found = await findRecordingChain(tx, known, recordingId);
    if (isRefused(found)) return found;
    const decidedAt =
      footageRequestId === '' ? undefined : await known.checkHandover(tx, recordingId, footageRequestId);
    return { ...found, deletedAt, decidedAt };
  },
  authorizeLoaded: ({ call, loaded: { place } }) => refuseElsewhere(call, place),
  decide({ loaded: { chain, deletedAt, decidedAt }, command, call, now }): Decision<NewCustodyEntry> {
    const { footageRequestId, ...access } = command;
    if (chain === undefined) return chainBroken(access.recordingId);
    if (deletedAt !== undefined) return recordingDeleted(deletedAt);
    if (decidedAt === undefined) return { ...access, at: now, actor: actorOf(call) };
    if (isRefused(decidedAt)) return decidedAt;
    // The clock of the replica that decided may be ahead, and only what follows the decision is a handover by it.
    const at = decidedAt > now ? decidedAt : now;
    return { ...access, facts: { footage_request_id: footageRequestId }, at, actor: actorOf(call) };
  },
  async save({ tx, change: entry, command: { recordingId, footageRequestId }, deps: { known, keyring } }) {
    if (footageRequestId !== '') await known.markHandedOver(tx, recordingId, footageRequestId);
    const appended = await appendCustody(tx, keyring, [entry]);
    if (isRefused(appended)) return appended;
    const [access] = appended;
    if (access === undefined) throw new Error('an access was not appended');
    return access;
  },
  subjects: ({ saved: { recordingId } }) => [recordingId],
  reply: ({ saved: { index, hash } }) => ({ index, hash: Buffer.from(hash) }),
});

/** From where somebody reads or does something; may be empty. */
export function checkPlace(place: string, field: string): Violation[] {
  return checkText(place, field, { most: MAX_PLACE_LENGTH });
}

export function refuseElsewhere({ rights }: Pick<CallContext, 'rights'>, place: Place) {
  return refuseOutside(rights, place, 'the recording');
}

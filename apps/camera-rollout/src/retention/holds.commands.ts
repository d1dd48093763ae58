import { actorOf } from '@safe-community/audit';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  checkGround,
  checkUuid,
  isRefused,
  kyivDay,
  notFound,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import { appendCustody, checkPlace } from '../custody/module.ts';
import { entryOfHold, entryOfRelease, entryOfStep } from './custody-entries.ts';
import { lockRetained, saveSteps, type RetainedRecording, type TakenStep } from './expiry.store.ts';
import { takenBack } from './expiry.ts';
import { insertHold, lockHold, saveRelease } from './freeze.store.ts';
import { checkCaseNumber, refuseDeleted, refuseRestore, release, type Hold } from './hold.ts';
import { causeOfHold, frozenEvent, stepEvent, unfrozenEvent } from './retention.events.ts';
import { toHoldKind } from './retention.mapping.ts';

interface Deps {
  readonly keyring: Keyring;
}

const { command } = given<Deps>();

const MAX_RECORDINGS = 100;

interface Placed {
  readonly hold: Hold;
  readonly recordings: readonly RetainedRecording[];
  /** Announcements and expiries that it takes back. */
  readonly steps: readonly TakenStep[];
}

const placeHold = command(Retention.placeHold, {
  parse({ request: { recordingIds: given, caseNumber }, fields }) {
    const recordingIds = given.map((id) => id.toLowerCase());
    fields.check(checkIds(recordingIds));
    const kind = fields.word('kind', toHoldKind, 'kinds of holds');
    fields.check(checkCaseNumber(kind, caseNumber));
    const reason = fields.text('reason', checkGround);
    const place = fields.text('place', checkPlace);
    return { recordingIds, kind, caseNumber, reason, place };
  },
  load: ({ tx, command: { recordingIds } }) => lockAll(tx, recordingIds),
  authorizeLoaded: ({ call, loaded: recordings }) => refuseElsewhere(call, recordings),
  decide({ loaded: recordings, command: { kind, caseNumber, reason }, call, now, newId }): Decision<Placed> {
    const refusal = refuseDeleted(recordings);
    if (refusal !== undefined) return refusal;
    const who = { placedAt: now, caller: call.caller.name, releasedAt: undefined, releaseReason: '' };
    const hold = { holdId: newId(), kind, caseNumber, reason, ...who };
    return { hold, recordings, steps: recordings.flatMap((recording) => takenBack(recording)) };
  },
  async save({ tx, change: placed, command: { reason, place }, call, now, deps: { keyring } }) {
    const { hold, recordings, steps } = placed;
    const act = { at: now, actor: actorOf(call), reason, place };
    await insertHold(
      tx,
      hold,
      recordings.map(({ recordingId }) => recordingId),
    );
    await saveSteps(tx, steps, now);
    const appended = await appendCustody(tx, keyring, [
      ...recordings.map(({ recordingId }) => entryOfHold(recordingId, hold, act)),
      ...steps.map((step) => entryOfStep(step, act)),
    ]);
    return isRefused(appended) ? appended : placed;
  },
  events: ({ saved: { hold, recordings, steps }, now }) => [
    ...recordings.map((recording) => frozenEvent(recording, causeOfHold(hold), now)),
    ...steps.map((step) => stepEvent(step, now)),
  ],
  subjects: ({ saved: { hold, recordings } }) => [hold.holdId, ...recordings.map(({ recordingId }) => recordingId)],
  reply: ({ saved: { hold } }) => ({ holdId: hold.holdId }),
});

function checkIds(recordingIds: readonly string[]): Violation[] {
  const isDistinct = new Set(recordingIds).size === recordingIds.length;
  const isSome = recordingIds.length >= 1 && recordingIds.length <= MAX_RECORDINGS;
  return [
    ...unless(isSome && isDistinct, 'recording_ids', `must be 1 to ${MAX_RECORDINGS} different ids`),
    ...(isSome ? recordingIds.flatMap((id, index) => checkUuid(id, `recording_ids[${index}]`)) : []),
  ];
}

const releaseHold = command(Retention.releaseHold, {
  parse: ({ fields }) => ({
    holdId: fields.uuid('hold_id'),
    reason: fields.text('reason', checkGround),
    place: fields.text('place', checkPlace),
  }),
  async load({ tx, command: { holdId } }) {
    const hold = await lockHold(tx, holdId);
    if (hold === undefined) return notFound('hold in force');
    return { hold, recordings: await lockRetained(tx, [], hold.recordingIds) };
  },
  authorizeLoaded: ({ call, loaded: { recordings } }) => refuseElsewhere(call, recordings),
  decide({ loaded: { hold, recordings }, command: { reason }, now }) {
    const released = release(hold, reason, now);
    return isRefused(released) ? released : { hold: released, recordings };
  },
  async save({ tx, change: released, command: { reason, place }, call, now, deps: { keyring } }) {
    const { hold, recordings } = released;
    const act = { at: now, actor: actorOf(call), reason, place };
    await saveRelease(tx, hold);
    const appended = await appendCustody(
      tx,
      keyring,
      recordings.map(({ recordingId }) => entryOfRelease(recordingId, hold, act)),
    );
    return isRefused(appended) ? appended : released;
  },
  events: ({ saved: { hold, recordings }, now }) =>
    recordings.map((recording) => unfrozenEvent(recording, causeOfHold(hold), now)),
  subjects: ({ saved: { hold, recordings } }) => [hold.holdId, ...recordings.map(({ recordingId }) => recordingId)],
  reply: () => ({}),
});

const restore = command(Retention.restore, {
  parse: ({ fields }) => ({
    recordingId: fields.uuid('recording_id'),
    reason: fields.text('reason', checkGround),
    place: fields.text('place', checkPlace),
  }),
  load: ({ tx, command: { recordingId } }) => lockAll(tx, [recordingId]),
  authorizeLoaded: ({ call, loaded: recordings }) => refuseElsewhere(call, recordings),
  decide({ loaded: [recording], now }): Decision<TakenStep> {
    if (recording === undefined) return notFound('recording');
    return refuseRestore(recording) ?? { recording, step: { kind: 'restore' }, clockFrom: kyivDay(now) };
  },
  async save({ tx, change: taken, command: { reason, place }, call, now, deps: { keyring } }) {
    await saveSteps(tx, [taken], now);
    const act = { at: now, actor: actorOf(call), reason, place };
    const appended = await appendCustody(tx, keyring, [entryOfStep(taken, act)]);
    return isRefused(appended) ? appended : taken;
  },
  events: ({ saved: taken, now }) => [stepEvent(taken, now)],
  subjects: ({ saved: { recording } }) => [recording.recordingId],
  reply: () => ({}),
});

/** All of them, or the refusal of an unknown one. */
async function lockAll(
  tx: EntityManager,
  recordingIds: readonly string[],
): Promise<Decision<readonly RetainedRecording[]>> {
  const found = await lockRetained(tx, [], recordingIds);
  return found.length === recordingIds.length ? found : notFound('recording');
}

function refuseElsewhere({ rights }: CallContext, recordings: readonly RetainedRecording[]) {
  return recordings.map((each) => refuseOutside(rights, each, 'the recording')).find(isRefused);
}

export const HOLD_COMMANDS: readonly Rpc<Deps>[] = [placeHold, releaseHold, restore];

import { FreezeCause } from '@safe-community/contracts/cameras/events/v1/retention_events.ts';
import {
  KeepReason as KeepReasons,
  KeepTerm as KeepTermMessage,
} from '@safe-community/contracts/cameras/v1/keep_term.ts';
import {
  ExpiryTerm as TermMessage,
  HoldKind as HoldKinds,
  RetentionClock as Clocks,
  RetentionPolicy as PolicyMessage,
  type ExpiringRecording as ExpiringMessage,
  type RecordingHold,
} from '@safe-community/contracts/cameras/v1/retention.ts';
import { enumNames, Fields, type Violation } from '@safe-community/domain-kit';
import { kindNumber, toKind } from '../deadlines/module.ts';
import { checkCategoryCode, expiryStateName, expiryStateNumber } from '../recordings/module.ts';
import type { ExpiringRecording } from './expiry-list.store.ts';
import type { PlacedHold } from './freeze.store.ts';
import { HOLD_KINDS } from './hold.ts';
import { checkKeepTerm, KEEP_REASONS, type KeepTerm } from './keep-term.ts';
import { checkExpiryTerm, checkPolicy, CLOCKS, type ExpiryTerm, type RetentionPolicy } from './retention-policy.ts';

const clocks = enumNames(Clocks, CLOCKS);
const holdKinds = enumNames(HoldKinds, HOLD_KINDS);

const keepReasons = enumNames(KeepReasons, KEEP_REASONS);

export const clockNumber = clocks.numberOf;
export const toHoldKind = holdKinds.nameOf;
export const toExpiryState = expiryStateName;
export const stateNumber = expiryStateNumber;

const CAUSES = ['legal_hold', 'case', 'request', 'incident'] as const;
export type FreezeCauseName = (typeof CAUSES)[number];
export const { numberOf: causeNumber } = enumNames(FreezeCause, CAUSES);

/** The policy of a request, and its violations. */
export function readPolicy(message = PolicyMessage.fromPartial({})): {
  readonly policy: RetentionPolicy;
  readonly violations: readonly Violation[];
} {
  const fields = new Fields(message);
  const policy = { ...message, clock: fields.word('clock', clocks.nameOf, 'clocks') };
  const ofCategory = policy.category === '' ? [] : checkCategoryCode(policy.category, 'category');
  return { policy, violations: [...fields.violations, ...ofCategory, ...checkPolicy(policy)] };
}

export function readExpiryTerm(message = TermMessage.fromPartial({})): {
  readonly term: ExpiryTerm;
  readonly violations: readonly Violation[];
} {
  return { term: message, violations: checkExpiryTerm(message) };
}

export function readKeepTerm(message = KeepTermMessage.fromPartial({})): {
  readonly term: KeepTerm;
  readonly violations: readonly Violation[];
} {
  const fields = new Fields(message);
  const kind = fields.word('kind', toKind, 'kinds of requests');
  const term = { ...message, kind, reason: fields.word('reason', keepReasons.nameOf, 'reasons') };
  return { term, violations: [...fields.violations, ...checkKeepTerm(term)] };
}

export function toKeepTermMessage({ kind, reason, ...term }: KeepTerm): KeepTermMessage {
  return { ...term, kind: kindNumber(kind), reason: keepReasons.numberOf(reason) };
}

export function toPolicyMessage({ clock, ...policy }: RetentionPolicy): PolicyMessage {
  return { ...policy, clock: clockNumber(clock) };
}

export function toExpiringMessage({ state, ...recording }: ExpiringRecording): ExpiringMessage {
  return { ...recording, state: stateNumber(state) };
}

export function toHoldMessage({ kind, placedAt, caller, releasedAt, ...hold }: PlacedHold): RecordingHold {
  return {
    ...hold,
    kind: holdKinds.numberOf(kind),
    recordingIds: [...hold.recordingIds],
    placedTime: placedAt,
    callingSystem: caller,
    releasedTime: releasedAt,
  };
}

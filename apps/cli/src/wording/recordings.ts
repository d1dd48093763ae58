import { ChainProblem } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  CaptureSignature,
  LinkState,
  RecordingFlag,
  StoredObject,
  type ListedRecording,
} from '@safe-community/contracts/cameras/v1/recording.ts';
import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import { kyivTime } from '../time/show-time.ts';

/** "not-held" for RECORDING_FLAG_NOT_HELD. */
const FLAGS = {
  'not-held': RecordingFlag.NOT_HELD,
  overlap: RecordingFlag.OVERLAP,
  'clock-skew': RecordingFlag.CLOCK_SKEW,
  split: RecordingFlag.SPLIT,
} as const;

const LINKS = {
  none: LinkState.NONE,
  proposed: LinkState.PROPOSED,
  confirmed: LinkState.CONFIRMED,
} as const;

const OBJECTS = {
  unchecked: StoredObject.UNCHECKED,
  intact: StoredObject.INTACT,
  missing: StoredObject.MISSING,
  altered: StoredObject.ALTERED,
  deleted: StoredObject.DELETED,
} as const;

const EXPIRIES = {
  kept: ExpiryState.KEPT,
  announced: ExpiryState.ANNOUNCED,
  expired: ExpiryState.EXPIRED,
  deleted: ExpiryState.DELETED,
} as const;

const SIGNATURES: Readonly<Record<number, string>> = {
  [CaptureSignature.ABSENT]: 'absent',
  [CaptureSignature.VALID]: 'valid',
  [CaptureSignature.BROKEN]: 'broken',
};

const PROBLEMS: Readonly<Record<number, string>> = {
  [ChainProblem.ALTERED]: 'was altered',
  [ChainProblem.MISSING]: 'was removed',
  [ChainProblem.INSERTED]: 'was inserted',
  [ChainProblem.TEXT_ALTERED]: 'has another reason than the one that was written',
  [ChainProblem.TEXT_MISSING]: 'has lost its reason',
  [ChainProblem.ANCHOR_BROKEN]: 'is not confirmed by the audit: its anchor, or a chain that it covers, was changed',
  [ChainProblem.ANCHOR_MISSING]: 'is no longer covered by the audit: its anchor was removed',
  [ChainProblem.HEAD_MISSING]: 'is the last that is left: the end of the chain and the key of its reasons were removed',
};

export const FLAG_WORDS = Object.keys(FLAGS);
export const LINK_WORDS = Object.keys(LINKS);
export const OBJECT_WORDS = Object.keys(OBJECTS);
export const EXPIRY_WORDS = Object.keys(EXPIRIES);

export function flagOf(word: string): RecordingFlag | undefined {
  return (FLAGS as Readonly<Record<string, RecordingFlag>>)[word];
}

export function linkStateOf(word: string): LinkState | undefined {
  return (LINKS as Readonly<Record<string, LinkState>>)[word];
}

export function storedObjectOf(word: string): StoredObject | undefined {
  return (OBJECTS as Readonly<Record<string, StoredObject>>)[word];
}

export function expiryStateOf(word: string): ExpiryState | undefined {
  return (EXPIRIES as Readonly<Record<string, ExpiryState>>)[word];
}

/** "frozen", "announced for 2026-02-05", "expired, until 2026-02-15", "deleted 15.02.26, 03:00:00". */
export function nameOfExpiry({
  expiryState,
  frozen,
  expiresOn,
  restorableUntil,
  deletedTime,
}: ListedRecording): string {
  const keeping = frozen ? ', frozen' : '';
  if (expiryState === ExpiryState.ANNOUNCED) return `announced for ${expiresOn}${keeping}`;
  if (expiryState === ExpiryState.EXPIRED) return `expired, until ${restorableUntil}${keeping}`;
  if (expiryState === ExpiryState.DELETED) return `deleted ${kyivTime(deletedTime)}`;
  return frozen ? 'frozen' : nameIn(EXPIRIES, expiryState);
}

export function nameOfFlag(flag: RecordingFlag): string {
  return nameIn(FLAGS, flag);
}

export function nameOfLinkState(state: LinkState): string {
  return nameIn(LINKS, state);
}

export function nameOfStoredObject(state: StoredObject): string {
  return nameIn(OBJECTS, state);
}

export function nameOfSignature(signature: CaptureSignature): string {
  return SIGNATURES[signature] ?? `${signature}`;
}

export function wordsOfProblem(problem: ChainProblem): string {
  return PROBLEMS[problem] ?? `has the problem ${problem}`;
}

function nameIn(words: Readonly<Record<string, number>>, number: number): string {
  return Object.entries(words).find(([, each]) => each === number)?.[0] ?? `${number}`;
}

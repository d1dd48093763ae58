import { actorOf } from '@safe-community/audit';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  invalid,
  isRefused,
  kyivDay,
  Refusal,
  unless,
  within,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import {
  given,
  ROW_ANSWER,
  type Deciding,
  type Loading,
  type SavedAs,
  type Saving,
  type Write,
} from '@safe-community/service-kit';
import { findHoldings } from '../cameras/module.ts';
import { appendCustody, refuseElsewhere, type NewCustodyEntry } from '../custody/module.ts';
import { usableCategories } from './category.store.ts';
import { registeredEvent } from './recording.events.ts';
import type { RecordingExpiry } from './recording-expiry.store.ts';
import { ownFlags, readMetadata } from './recording.mapping.ts';
import { addRecordings, findByDigest, type KnownDigest } from './recording.store.ts';
import { checkTimes, register, startOf, type Holding, type Metadata, type Recording } from './recording.ts';

const MAX_RECORDINGS = 500;

/** One recording of a request with what is stored about its camera and digest. */
interface Item {
  readonly given: Metadata;
  readonly holding: Holding | undefined;
  readonly isCamera: boolean;
}

interface Registration {
  /** By digest, those that this request adds. */
  readonly added: readonly Recording[];
  /** In the order of the request. */
  readonly digests: readonly string[];
  readonly known: ReadonlyMap<string, KnownDigest>;
}

export interface RegistrationNeeds {
  readonly keyring: Keyring;
  readonly expiry: RecordingExpiry;
}

const { command } = given<RegistrationNeeds>();

/** Registers recordings, all or none; a digest that is known names the recording that has it. */
export const registerRecordings = command(Recordings.registerRecordings, {
  parse({ request: { recordings }, fields }): Given {
    const isSome = recordings.length >= 1 && recordings.length <= MAX_RECORDINGS;
    fields.check(unless(isSome, 'recordings', `must be 1 to ${MAX_RECORDINGS}`));
    return isSome ? fields.list('recordings', readMetadata) : [];
  },
  ...registrationSteps((index) => `recordings[${index}]`),
  reply: ({ saved: { added, digests, known } }) => {
    const isFirst = new Map(added.map((recording) => [recording.sha256, recording]));
    return {
      recordings: digests.map((digest) => {
        const fresh = isFirst.get(digest);
        isFirst.delete(digest);
        const recording = fresh ?? named(known, digest);
        const { recordingId } = recording;
        return { recordingId, duplicate: fresh === undefined, flags: ownFlags(recording) };
      }),
    };
  },
});

/** Registers one recording of an import, in a transaction of its own, because it begins a chain of custody. */
export const registerRow = command(ROW_ANSWER, {
  ...registrationSteps(() => 'recording'),
  wasKnown: ({ added }) => added.length === 0,
  reply: ({ saved: { digests, known } }) => named(known, digests[0] ?? '').recordingId,
});

/** The recording of a digest; `save` has found one of each. */
function named(known: Registration['known'], digest: string): KnownDigest {
  const recording = known.get(digest);
  if (recording === undefined) throw new Error('a digest names no recording');
  return recording;
}

/** What a request or a row says. */
type Given = readonly Metadata[];

/** The steps of every registration, but for its response. */
function registrationSteps(pathOf: PathOf) {
  return {
    async load({ tx, command: given, clock, deps: { expiry } }: Loading<Given, undefined, RegistrationNeeds>) {
      const holdings = await findHoldings(
        tx,
        given.map((each) => ({ cameraId: each.cameraId, at: startOf(each) })),
      );
      const items = given.map((each, index): Item => ({ given: each, ...(holdings[index] ?? NO_CAMERA) }));
      const known = await findByDigest(
        tx,
        given.map(({ sha256 }) => sha256),
      );
      const isAny = given.some(({ category }) => category !== '');
      const usable = isAny ? await usableCategories(tx, kyivDay(clock.now())) : new Set<string>();
      return { items, known, usable, deleted: await deletedDigests(tx, expiry, known) };
    },
    authorizeLoaded: ({ call, loaded: { items } }: Pick<Decided, 'call' | 'loaded'>) =>
      items
        .flatMap(({ holding, given: { hromadaCode } }) => (holding === undefined ? [] : [{ ...holding, hromadaCode }]))
        .map((place) => refuseElsewhere(call, place))
        .find(isRefused),
    decide({ loaded, now, newId }: Decided): Decision<Registration> {
      const broken = violationsOf(loaded, now, pathOf);
      return broken.length > 0 ? invalid(broken) : (refuseDeleted(loaded, pathOf) ?? decide(loaded, { now, newId }));
    },
    save: ({ tx, change, call, deps }: Saving<Given, Registration, RegistrationNeeds>) =>
      save(tx, deps.keyring, change, call),
    events: ({ saved: { added } }: Registered) => added.map(registeredEvent),
    subjects: ({ saved: { added } }: Registered) => added.map(({ recordingId }) => recordingId),
  };
}

type Decided = Deciding<Given, undefined, Loaded, RegistrationNeeds>;
type Registered = SavedAs<Given, Registration, RegistrationNeeds>;

/** When the recordings that have these digests were deleted for good, by digest. */
async function deletedDigests(
  tx: EntityManager,
  expiry: RecordingExpiry,
  known: ReadonlyMap<string, KnownDigest>,
): Promise<Map<string, Date>> {
  const ids = [...known.values()].map(({ recordingId }) => recordingId);
  const deletedAt = await expiry.deletedAmong(tx, ids);
  return new Map(
    [...known].flatMap(([digest, { recordingId }]) => {
      const at = deletedAt.get(recordingId);
      return at === undefined ? [] : [[digest, at] as const];
    }),
  );
}

const NO_CAMERA = { holding: undefined, isCamera: false };

interface Loaded {
  readonly items: readonly Item[];
  readonly known: ReadonlyMap<string, KnownDigest>;
  /** By digest, when its recording was deleted for good. */
  readonly deleted: ReadonlyMap<string, Date>;
  /** Codes of the categories that can be given today. */
  readonly usable: ReadonlySet<string>;
}

/** Where a recording stands in its request. */
type PathOf = (index: number) => string;

/** What was deleted for good does not come back under its old id, and is not taken for something new. */
function refuseDeleted({ items, deleted }: Loaded, pathOf: PathOf): Refusal | undefined {
  const violations = items.flatMap(({ given: { sha256 } }, index) => {
    const at = deleted.get(sha256);
    if (at === undefined) return [];
    const rule = `is that of a recording that was deleted for good on ${kyivDay(at)}`;
    return within(pathOf(index), [{ field: 'sha256', rule }]);
  });
  if (violations.length === 0) return undefined;
  const message = violations.map(({ field, rule }) => `${field} ${rule}`).join('; ');
  return new Refusal('failed-precondition', message, { reason: 'RECORDING_DELETED', violations });
}

function violationsOf({ items, usable }: Loaded, now: Date, pathOf: PathOf): Violation[] {
  return items.flatMap(({ given, holding, isCamera }, index) => {
    const isCategory = given.category === '' || usable.has(given.category);
    return within(pathOf(index), [
      ...unless(isCamera, 'camera_id', 'must be the id of a registered camera'),
      ...(isCamera ? checkTimes(given, holding, now) : []),
      ...unless(isCategory, 'category', 'must be empty or the code of a category that can be given today'),
    ]);
  });
}

function decide({ items, known }: Loaded, write: Pick<Write, 'now' | 'newId'>): Registration {
  const added = new Map<string, Recording>();
  for (const { given, holding } of items) {
    if (holding === undefined || known.has(given.sha256) || added.has(given.sha256)) continue;
    added.set(given.sha256, register(given, holding, write));
  }
  return { added: [...added.values()], digests: items.map(({ given: { sha256 } }) => sha256), known };
}

async function save(
  tx: EntityManager,
  keyring: Keyring,
  { added: wanted, digests, known }: Registration,
  call: CallContext,
): Promise<Decision<Registration>> {
  const added = await addRecordings(tx, wanted);
  const actor = actorOf(call);
  const appended = await appendCustody(
    tx,
    keyring,
    added.map((recording) => registeredEntry(recording, actor)),
  );
  if (isRefused(appended)) return appended;
  const all = new Map([...known, ...added.map((recording) => [recording.sha256, recording] as const)]);
  // Another request has registered a digest since `load`.
  const missed = digests.filter((digest) => !all.has(digest));
  if (missed.length > 0) for (const [digest, found] of await findByDigest(tx, missed)) all.set(digest, found);
  return { added, digests, known: all };
}

function registeredEntry(recording: Recording, actor: NewCustodyEntry['actor']): NewCustodyEntry {
  const { recordingId, registeredAt: at, sha256, sizeBytes, cameraId, officerId, startedAt, durationMs } = recording;
  const facts = {
    sha256,
    size_bytes: String(sizeBytes),
    camera_id: cameraId,
    officer_id: officerId,
    started_ms: String(startedAt.getTime()),
    duration_ms: String(durationMs),
    capture_signature: recording.captureSignature,
  };
  return { recordingId, kind: 'registered', at, actor, facts, territory: recording };
}

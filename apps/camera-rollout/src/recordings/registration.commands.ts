import { actorOf } from '@safe-community/audit';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  invalid,
  isRefused,
  kyivDay,
  unless,
  within,
  type ClockAndIds,
  type Violation,
} from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { command, type Rpc, type Write } from '@safe-community/service-kit';
import { findHoldings } from '../cameras/module.ts';
import { appendCustody, refuseElsewhere, type NewCustodyEntry } from '../custody/module.ts';
import { usableCategories } from './category.store.ts';
import { registeredEvent } from './recording.events.ts';
import { ownFlags, readMetadata } from './recording.mapping.ts';
import { addRecordings, findByDigest, type KnownDigest } from './recording.store.ts';
import { checkTimes, register, startOf, type Holding, type Metadata, type Recording } from './recording.ts';

const MOST_RECORDINGS = 500;

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

/** Registers recordings, all or none; a digest that is known names the recording that has it. */
export function registerRecordings({ keyring, clock }: { keyring: Keyring; clock: ClockAndIds }): Rpc {
  return command(Recordings.registerRecordings, {
    parse({ recordings, demonstration }, fields) {
      const isSome = recordings.length >= 1 && recordings.length <= MOST_RECORDINGS;
      fields.check(unless(isSome, 'recordings', `must be 1 to ${MOST_RECORDINGS}`));
      return { given: isSome ? fields.list('recordings', readMetadata) : [], demonstration };
    },
    async load(tx, { given }) {
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
      return { items, known, usable };
    },
    authorizeLoaded: (call, { items }) =>
      items
        .flatMap(({ holding, given: { hromadaCode } }) => (holding === undefined ? [] : [{ ...holding, hromadaCode }]))
        .map((place) => refuseElsewhere(call, place))
        .find(isRefused),
    decide(loaded, { demonstration }, write) {
      const broken = violationsOf(loaded, write.now);
      return broken.length > 0 ? invalid(broken) : decide(loaded, demonstration, write);
    },
    save: (tx, registration, { call }) => save(tx, keyring, registration, call),
    events: ({ added }) => added.map(registeredEvent),
    about: ({ added }) => added.map(({ recordingId }) => recordingId),
    reply: ({ added, digests, known }) => {
      const isFirst = new Map(added.map((recording) => [recording.sha256, recording]));
      return {
        recordings: digests.map((digest) => {
          const fresh = isFirst.get(digest);
          isFirst.delete(digest);
          const recording = fresh ?? known.get(digest);
          if (recording === undefined) throw new Error('a digest names no recording');
          const { recordingId } = recording;
          return { recordingId, duplicate: fresh === undefined, flags: ownFlags(recording) };
        }),
      };
    },
  });
}

const NO_CAMERA = { holding: undefined, isCamera: false };

interface Loaded {
  readonly items: readonly Item[];
  readonly known: ReadonlyMap<string, KnownDigest>;
  /** Codes of the categories that can be given today. */
  readonly usable: ReadonlySet<string>;
}

function violationsOf({ items, usable }: Loaded, now: Date): Violation[] {
  return items.flatMap(({ given, holding, isCamera }, index) => {
    const isCategory = given.category === '' || usable.has(given.category);
    return within(`recordings[${index}]`, [
      ...unless(isCamera, 'camera_id', 'must be the id of a registered camera'),
      ...(isCamera ? checkTimes(given, holding, now) : []),
      ...unless(isCategory, 'category', 'must be empty or the code of a category that can be given today'),
    ]);
  });
}

function decide({ items, known }: Loaded, demonstration: boolean, { now, newId }: Write): Registration {
  const added = new Map<string, Recording>();
  for (const { given, holding } of items) {
    if (holding === undefined || known.has(given.sha256) || added.has(given.sha256)) continue;
    added.set(given.sha256, register(given, holding, { now, newId, demonstration }));
  }
  return { added: [...added.values()], digests: items.map(({ given: { sha256 } }) => sha256), known };
}

async function save(
  tx: EntityManager,
  keyring: Keyring,
  { added: wanted, digests, known }: Registration,
  call: CallContext,
): Promise<Registration> {
  const added = await addRecordings(tx, wanted);
  const actor = actorOf(call);
  await appendCustody(
    tx,
    keyring,
    added.map((recording) => registeredEntry(recording, actor)),
  );
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

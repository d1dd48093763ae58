import { CLOCK_SKEW_MS, isPast, isPlausible, unless, type Day, type Violation } from '@safe-community/domain-kit';

export const CAPTURE_SIGNATURES = ['absent', 'valid', 'broken'] as const;
export type CaptureSignature = (typeof CAPTURE_SIGNATURES)[number];

export const LINK_STATES = ['none', 'proposed', 'confirmed'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** What the camera and the evidence store say of a recording. */
export interface Metadata {
  readonly cameraId: string;
  readonly officerId: string;
  /** By the clock of the camera. */
  readonly cameraTime: Date;
  readonly durationMs: number;
  readonly sizeBytes: bigint;
  /** SHA-256 of the file, 64 hexadecimal digits in lower case. */
  readonly sha256: string;
  readonly storeReference: string;
  /** Empty if it has none yet. */
  readonly category: string;
  readonly captureSignature: CaptureSignature;
  /** Undefined for now. */
  readonly uploadedAt: Date | undefined;
  /** How far the clock of the camera was ahead of true time. */
  readonly clockOffsetMs: number;
  /** KATOTTG code of the hromada or city where it was recorded; empty if it is not known. */
  readonly hromadaCode: string;
}

export interface Recording extends Metadata {
  /** UUID version 7, with the time of the start. */
  readonly recordingId: string;
  readonly startedAt: Date;
  readonly uploadedAt: Date;
  readonly registeredAt: Date;
  /** The unit that had the camera when the recording began. */
  readonly unitCode: string;
  readonly oblastCode: string;
  /** The officer did not hold the camera for the whole of it. */
  readonly notHeld: boolean;
  readonly clockSkew: boolean;
}

/** Who had the camera when the recording began. */
export interface Holding {
  readonly unitCode: string;
  readonly oblastCode: string;
  /** Undefined if no officer had it. */
  readonly officerId?: string;
  /** When this ended; undefined if it holds now. */
  readonly endAt?: Date;
}

const DAY_MS = 86_400_000;
/** Vendors name objects by device, time and words in any script. Nothing invisible, so that people can compare names. */
const STORE_REFERENCE = /^(?!\/)[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]{1,300}$/u;
/** The longest key of S3. */
const MAX_KEY_BYTES = 1_024;
const CATEGORY = /^[a-z][a-z0-9_]{1,39}$/;

/** The violations of what a recording says of itself, whatever is stored. */
export function checkMetadata(given: Metadata): Violation[] {
  const { sha256, durationMs, sizeBytes, storeReference, category, clockOffsetMs } = given;
  return [
    ...unless(durationMs >= 1 && durationMs <= DAY_MS, 'duration_ms', 'must be 1 ms to a day'),
    ...unless(sizeBytes >= 1n && sizeBytes < 2n ** 53n, 'size_bytes', 'must be at least 1'),
    ...unless(/^[0-9a-f]{64}$/.test(sha256), 'sha256', 'must be 64 hexadecimal digits'),
    ...unless(
      isStoreReference(storeReference),
      'store_reference',
      'must be 1 to 300 printable characters, at most 1,024 bytes, without "\\", a leading "/", and the parts "." and ".."',
    ),
    ...unless(category === '' || CATEGORY.test(category), 'category', 'must be 2 to 40 of a–z, 0–9 and "_"'),
    ...unless(Math.abs(clockOffsetMs) <= DAY_MS, 'clock_offset_ms', 'must be at most a day'),
  ];
}

/** Whether a store may have an object of this name, below its folder or bucket. */
function isStoreReference(text: string): boolean {
  return (
    STORE_REFERENCE.test(text) &&
    !text.includes('\\') &&
    !text.split('/').some((part) => part === '.' || part === '..') &&
    Buffer.byteLength(text) <= MAX_KEY_BYTES
  );
}

/** When it began by true time. */
export function startOf({ cameraTime, clockOffsetMs }: Pick<Metadata, 'cameraTime' | 'clockOffsetMs'>): Date {
  return new Date(cameraTime.getTime() - clockOffsetMs);
}

function endOf(given: Pick<Metadata, 'cameraTime' | 'clockOffsetMs' | 'durationMs'>): Date {
  return new Date(startOf(given).getTime() + given.durationMs);
}

/** The violations of its times, and of a camera that did not exist. */
export function checkTimes(given: Metadata, holding: Holding | undefined, now: Date): Violation[] {
  const startedAt = startOf(given);
  const field = 'start_time';
  if (!isPast(startedAt, now)) return [{ field, rule: 'must not be in the future' }];
  const { uploadedAt = now } = given;
  if (!isPlausible(uploadedAt, now)) return [{ field: 'upload_time', rule: 'must not be in the future' }];
  const broken = [
    ...unless(isPast(endOf(given), now), 'duration_ms', 'must not end in the future'),
    ...unless(
      startedAt.getTime() <= uploadedAt.getTime() + CLOCK_SKEW_MS,
      'upload_time',
      'must not be before the start of the recording',
    ),
  ];
  if (broken.length > 0) return broken;
  return unless(holding !== undefined, field, 'must not be before the registration of the camera');
}

/** The recording as it is registered; `given` and `holding` have no violations. */
export function register(
  given: Metadata,
  holding: Holding,
  { now, newId }: { now: Date; newId: (at: Date) => string },
): Recording {
  const startedAt = startOf(given);
  const endAt = endOf(given);
  const { uploadedAt = now } = given;
  return {
    ...given,
    recordingId: newId(startedAt),
    startedAt,
    uploadedAt,
    registeredAt: now,
    unitCode: holding.unitCode,
    oblastCode: holding.oblastCode,
    notHeld: holding.officerId !== given.officerId || (holding.endAt !== undefined && holding.endAt < endAt),
    clockSkew: Math.abs(given.clockOffsetMs) > CLOCK_SKEW_MS || endAt.getTime() > uploadedAt.getTime() + CLOCK_SKEW_MS,
  };
}

export const STORED_OBJECTS = ['unchecked', 'intact', 'missing', 'altered'] as const;
export type StoredObject = (typeof STORED_OBJECTS)[number];

export const EXPIRY_STATES = ['kept', 'announced', 'expired', 'deleted'] as const;
export type ExpiryState = (typeof EXPIRY_STATES)[number];

/** How far the expiry of a recording has come. Days are empty if it has none. */
export interface Expiry {
  readonly state: ExpiryState;
  /** A hold, an open incident, or an open request keeps it. */
  readonly frozen: boolean;
  readonly expiresOn: Day;
  /** The last day. */
  readonly restorableUntil: Day;
  /** Undefined unless it was deleted for good. */
  readonly deletedAt: Date | undefined;
}

/** A recording with what happened to it since. */
export interface StoredRecording extends Recording {
  readonly linkState: LinkState;
  /** Of a confirmed link; empty without one. */
  readonly incidentId: string;
  readonly storedObject: StoredObject;
  /** When the object in the evidence store was compared last; undefined if it never was. */
  readonly verifiedAt: Date | undefined;
}

/** How a recording lies among the others of its camera and officer. */
interface Neighbours {
  readonly overlaps: boolean;
  /** The part of the same recording before and after it; empty without one. */
  readonly continuesId: string;
  readonly continuedById: string;
}

export type ListedRecording = StoredRecording & Neighbours & { readonly expiry: Expiry };

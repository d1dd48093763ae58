import type { Installation } from '@safe-community/domain-kit';
import { crashPoint, plannedCrash } from '@safe-community/database/crash-points';
import {
  inOneGo,
  isDivisionByZero,
  isSchemaFault,
  isTransient,
  runSteps,
  type Database,
  type EntityManager,
} from '@safe-community/database';
import type { Envelope, StreamPlace } from '@safe-community/events';
import { consumerDelay, type Logger } from '@safe-community/telemetry';
import { lockCheckpoint, moveCheckpoint, moveStep, type Checkpoint, type Reader } from './checkpoint.ts';
import { addLetter, failureOf } from '../dead-letters/dead-letter-store.ts';
import { EpochChanged, OtherProducer } from './consumer-errors.ts';
import { effectsOf, type EventHandler } from './event-handler.ts';

export interface Application {
  readonly database: Database;
  readonly reader: Reader;
  readonly installation: Installation;
  readonly handlers: ReadonlyMap<string, EventHandler>;
  readonly logger: Logger;
  /** The checkpoint as this process left it; undefined when it does not know. Only a hint: see `moveStep`. */
  remembered: Checkpoint | undefined;
}

/** An event and, when it came by the broker, its place in the stream. */
export interface Arrival {
  readonly envelope: Envelope;
  readonly place?: StreamPlace;
}

/** The outcome of a batch: how far it is applied, and why it ended there. */
export interface Applied {
  readonly position: bigint;
  /** Position of the first event that could not be applied because earlier ones are missing. */
  readonly gapBefore?: bigint;
  /** The next event has another epoch than the checkpoint: one of the two is no longer the ledger's. */
  readonly otherEpoch?: string;
}

/**
 * Applies the events that follow the checkpoint. Repeats lie below it and are skipped; a gap ends the batch. Effects
 * and checkpoint commit together. When the batch fails by an event, its events are applied one by one, and the one that
 * fails alone becomes a dead letter. An error that no event causes is thrown: the database is away, or its schema is
 * not yet the one that this version needs.
 */
export async function applyEvents(application: Application, arrivals: readonly Arrival[]): Promise<Applied> {
  requireInstallation(application, arrivals);
  try {
    return await applyTogether(application, arrivals);
  } catch (error) {
    if (isNotAnEventsFault(error)) throw error;
    return await applySingly(application, arrivals);
  }
}

function requireInstallation({ installation }: Application, arrivals: readonly Arrival[]): void {
  const other = arrivals.find(({ envelope }) => envelope.installation !== installation)?.envelope;
  if (other !== undefined) throw new OtherProducer(other.producer, other.installation, installation);
}

async function applySingly(application: Application, arrivals: readonly Arrival[]): Promise<Applied> {
  let applied: Applied = { position: 0n };
  for (const arrival of arrivals) {
    try {
      applied = await applyTogether(application, [arrival]);
    } catch (error) {
      if (isNotAnEventsFault(error)) throw error;
      applied = await moveToLetters(application, arrival, error);
    }
    if (applied.gapBefore !== undefined || applied.otherEpoch !== undefined) break;
  }
  return applied;
}

function isNotAnEventsFault(error: unknown): boolean {
  return isTransient(error) || isSchemaFault(error) || error instanceof EpochChanged;
}

async function applyTogether(application: Application, arrivals: readonly Arrival[]): Promise<Applied> {
  const applied = (await applyAtOnce(application, arrivals)) ?? (await applyAfterLock(application, arrivals));
  recordDelays(applied.next);
  return applied;
}

/**
 * The usual case, in one round trip: no other process has moved the checkpoint, and the events follow it. Otherwise
 * undefined, and nothing has changed.
 */
async function applyAtOnce(application: Application, arrivals: readonly Arrival[]): Promise<Progress | undefined> {
  const { database, handlers, reader, remembered } = application;
  // Anything else is for the checkpoint itself to decide.
  if (remembered === undefined || arrivals[0]?.envelope.position !== remembered.position + 1n) return undefined;
  const { next, moved, end } = following(remembered, arrivals);
  if (next.length < arrivals.length) return undefined;
  const steps = [moveStep(reader, remembered, moved), ...effectsOf(next, handlers)];
  let hasMoved = true;
  try {
    await inOneGo(database, steps, {
      beforeCommit: plannedCrash('consumer.before-commit'),
      onFailure: ({ index }) => (hasMoved = index > 0),
    });
  } catch (error) {
    application.remembered = undefined;
    if (!hasMoved && isDivisionByZero(error)) return undefined;
    throw error;
  }
  application.remembered = moved;
  crashPoint('consumer.committed');
  return { position: moved.position, next, ...end };
}

/** Reads the checkpoint under its lock. */
function applyAfterLock(application: Application, arrivals: readonly Arrival[]): Promise<Progress> {
  return afterCheckpoint(application, arrivals, (em, next) => runSteps(em, effectsOf(next, application.handlers)));
}

/** What was applied, with its events. */
interface Progress extends Applied {
  readonly next: readonly Envelope[];
}

/** The clocks of two machines differ: a negative delay counts as none. */
function recordDelays(envelopes: readonly Envelope[]): void {
  const now = Date.now();
  for (const { producer, recordedAt } of envelopes) {
    const seconds = Math.max(0, now - recordedAt.getTime()) / 1_000;
    consumerDelay.record(seconds, { 'safe_community.ledger.producer': producer });
  }
}

function moveToLetters(application: Application, arrival: Arrival, cause: unknown): Promise<Applied> {
  const { envelope } = arrival;
  application.logger.error('event cannot be applied; moved to the dead letters', {
    producer: envelope.producer,
    eventId: envelope.id,
    eventType: envelope.type,
    position: envelope.position,
    error: cause,
  });
  return afterCheckpoint(application, [arrival], async (em, next) => {
    if (next.length > 0) await addLetter(em, application.reader, envelope, failureOf(cause));
  });
}

/** Passes the events right after the checkpoint to `take`, and moves the checkpoint in the same transaction. */
async function afterCheckpoint(
  application: Application,
  arrivals: readonly Arrival[],
  take: (em: EntityManager, next: readonly Envelope[]) => Promise<void>,
): Promise<Progress> {
  const { database, reader } = application;
  application.remembered = undefined;
  const { next, moved, end } = await database.em.fork().transactional(async (em) => {
    const checkpoint = await lockCheckpoint(em, reader);
    const found = following(checkpoint, arrivals);
    await take(em, found.next);
    await moveCheckpoint(em, reader, found.moved);
    crashPoint('consumer.before-commit');
    return found;
  });
  application.remembered = moved;
  crashPoint('consumer.committed');
  return { position: moved.position, next, ...end };
}

interface Following {
  /** The events right after the checkpoint, without gaps. */
  readonly next: readonly Envelope[];
  /** The checkpoint after them. */
  readonly moved: Checkpoint;
  /** Why these are not all. */
  readonly end?: Omit<Applied, 'position'>;
}

function following(checkpoint: Checkpoint, arrivals: readonly Arrival[]): Following {
  const next: Envelope[] = [];
  let moved = checkpoint;
  for (const { envelope, place } of arrivals) {
    const { epoch, position, id: eventId } = envelope;
    if (moved.epoch !== undefined && epoch !== moved.epoch) return { next, moved, end: { otherEpoch: epoch } };
    requireSame(moved, envelope);
    if (position > moved.position + 1n) return { next, moved, end: { gapBefore: position } };
    if (position === moved.position + 1n) {
      next.push(envelope);
      moved = { ...moved, epoch, position, eventId };
    }
    // Repeats move the place as well, so that a restart does not read them again.
    if (place !== undefined) moved = { ...moved, place };
  }
  return { next, moved };
}

/** Another event at the same position: the ledger was restored, and its positions were assigned again. */
function requireSame({ position, eventId }: Checkpoint, envelope: Envelope): void {
  if (envelope.position !== position || eventId === undefined || envelope.id === eventId) return;
  throw new EpochChanged(envelope.producer, position, envelope.epoch);
}

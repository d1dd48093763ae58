import { isTransient, type Database, type EntityManager } from '@safe-community/database';
import type { Envelope, StreamPlace } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import { moveCheckpoint, readCheckpoint, type Checkpoint, type Reader } from './checkpoint.ts';
import { buryEvent } from './dead-letter.ts';
import type { EventHandler } from './event-handler.ts';

/** The producer's ledger began a new life: its positions say nothing about ours. */
export class EpochChanged extends Error {
  override readonly name = 'EpochChanged';
}

export interface Application {
  readonly database: Database;
  readonly reader: Reader;
  readonly handlers: ReadonlyMap<string, EventHandler>;
  readonly logger: Logger;
}

/** An event and, when the broker brought it, where it stood in the stream. */
export interface Arrival {
  readonly envelope: Envelope;
  readonly place?: StreamPlace;
}

/** What became of a batch: how far it is applied, and the event before which something is missing. */
export interface Applied {
  readonly position: bigint;
  /** Position of the first event that could not be applied because earlier ones are missing. */
  readonly gapBefore?: bigint;
}

/**
 * Applies what follows the checkpoint: repeats lie below it and are passed over,
 * a gap ends the batch. Effects and checkpoint commit together. When the batch
 * fails by an event, its events are applied one by one, and the one that fails
 * alone is buried. A fault of the database passes through.
 */
export async function applyEvents(application: Application, arrivals: readonly Arrival[]): Promise<Applied> {
  try {
    return await applyTogether(application, arrivals);
  } catch (error) {
    if (isTransient(error) || error instanceof EpochChanged) throw error;
    return await applySingly(application, arrivals);
  }
}

async function applySingly(application: Application, arrivals: readonly Arrival[]): Promise<Applied> {
  let applied: Applied = { position: 0n };
  for (const arrival of arrivals) {
    try {
      applied = await applyTogether(application, [arrival]);
    } catch (error) {
      if (isTransient(error) || error instanceof EpochChanged) throw error;
      applied = await bury(application, arrival, error);
    }
    if (applied.gapBefore !== undefined) break;
  }
  return applied;
}

async function applyTogether(application: Application, arrivals: readonly Arrival[]): Promise<Applied> {
  return application.database.em.fork().transactional(async (em) => {
    const checkpoint = await readCheckpoint(em, application.reader, true);
    const { next, gapBefore } = following(checkpoint, arrivals);
    for (const run of runsOfOneType(next)) await applyRun(application, em, run);
    const moved = after(checkpoint, next, arrivals);
    await moveCheckpoint(em, application.reader, moved);
    return { position: moved.position, ...(gapBefore === undefined ? {} : { gapBefore }) };
  });
}

async function applyRun(application: Application, em: EntityManager, run: readonly Arrival[]): Promise<void> {
  const handler = application.handlers.get(run[0]?.envelope.type ?? '');
  // A kind that this version does not know is for others, or for a later one.
  if (handler === undefined) return;
  await handler.apply(
    em,
    run.map(({ envelope }) => envelope),
  );
  await em.flush();
}

async function bury(application: Application, arrival: Arrival, cause: unknown): Promise<Applied> {
  const { envelope } = arrival;
  application.logger.error('event cannot be applied and is set aside', {
    eventId: envelope.id,
    eventType: envelope.type,
    position: envelope.position,
    error: cause,
  });
  return application.database.em.fork().transactional(async (em) => {
    const checkpoint = await readCheckpoint(em, application.reader, true);
    const { next } = following(checkpoint, [arrival]);
    if (next.length > 0) await buryEvent(em, application.reader, envelope, reasonOf(cause));
    const moved = after(checkpoint, next, [arrival]);
    await moveCheckpoint(em, application.reader, moved);
    return { position: moved.position };
  });
}

/** The arrivals that come right after the checkpoint, without gaps. */
function following(checkpoint: Checkpoint, arrivals: readonly Arrival[]): { next: Arrival[]; gapBefore?: bigint } {
  const next: Arrival[] = [];
  let { position } = checkpoint;
  for (const arrival of arrivals) {
    const { envelope } = arrival;
    if (checkpoint.epoch !== undefined && envelope.epoch !== checkpoint.epoch) {
      throw new EpochChanged(`ledger of ${envelope.producer} has a new epoch: reconcile before going on`);
    }
    if (envelope.position <= position) continue;
    if (envelope.position !== position + 1n) return { next, gapBefore: envelope.position };
    next.push(arrival);
    position = envelope.position;
  }
  return { next };
}

function after(checkpoint: Checkpoint, next: readonly Arrival[], arrivals: readonly Arrival[]): Checkpoint {
  const last = next.at(-1);
  // Repeats move the hint as well, so that a restart does not read them again.
  const seen = arrivals.findLast(
    ({ envelope, place }) =>
      place !== undefined && envelope.position <= (last?.envelope.position ?? checkpoint.position),
  );
  return {
    epoch: last?.envelope.epoch ?? checkpoint.epoch,
    position: last?.envelope.position ?? checkpoint.position,
    place: seen?.place ?? checkpoint.place,
  };
}

function* runsOfOneType(arrivals: readonly Arrival[]): Generator<Arrival[]> {
  let run: Arrival[] = [];
  for (const arrival of arrivals) {
    if (run.length > 0 && run[0]?.envelope.type !== arrival.envelope.type) {
      yield run;
      run = [];
    }
    run.push(arrival);
  }
  if (run.length > 0) yield run;
}

/** Class and code only: a message may quote values. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

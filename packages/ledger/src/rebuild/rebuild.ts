import { openForLongWork, rows, type Database, type EntityManager } from '@safe-community/database';
import type { Application } from '../consumer/apply-events.ts';
import { countRedrive, lockCheckpoint, moveCheckpoint, type Checkpoint } from '../consumer/checkpoint.ts';
import type { ConsumerOptions } from '../consumer/consumer-options.ts';
import { copyTables, replaceByCopies } from './copied-tables.ts';
import type { CounterChange } from './counter-change.ts';
import type { EffectsBesides, EffectsInPlace } from './effects.ts';
import { LedgerReplay } from './ledger-replay.ts';
import { closeRequests, lockPendingRebuild } from './rebuild-requests.ts';
import { Replay } from './replay.ts';

/**
 * Some statements change all effects, and the transaction is idle while it waits for the producer. A plan that was made for
 * an empty copy must not be kept: nobody analyses copies while they grow.
 */
const LONG_TIMEOUTS = `select set_config('statement_timeout', '0', true),
  set_config('idle_in_transaction_session_timeout', '30s', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;

/**
 * Applies the ledger of a producer again from its first event, in one transaction: readers see the former effects or the
 * new ones. If the effects fill tables of their own, it fills copies of these while the consumer continues, which waits
 * only at the end; otherwise all replicas wait at the checkpoint. Resolves to whether this process carried it out.
 */
export async function rebuild(
  application: Application,
  options: Pick<ConsumerOptions, 'effects' | 'source'>,
  signal: AbortSignal,
): Promise<boolean> {
  if ('forget' in options.effects) return rebuildIn(application.database, application, options, signal);
  // At the end of millions of rows, a statement says nothing for longer than a service waits for a word of its database.
  const own = openForLongWork(application.database);
  try {
    return await rebuildIn(own, application, options, signal);
  } finally {
    await own.close();
  }
}

function rebuildIn(
  database: Database,
  application: Application,
  { effects, source }: Pick<ConsumerOptions, 'effects' | 'source'>,
  signal: AbortSignal,
): Promise<boolean> {
  const { logger, reader } = application;
  return database.em.fork().transactional(async (em) => {
    const request = await lockPendingRebuild(em, reader);
    if (request === undefined) return false;
    await rows(em, LONG_TIMEOUTS);
    const { epoch, first } = await source.head();
    if (first > 1n) {
      logger.error('cannot rebuild: the ledger no longer keeps its oldest events', { ...reader, position: first });
      await closeRequests(em, reader, request, { failure: 'PRUNED', changes: undefined });
      return true;
    }
    const replay = await Replay.begin(em, application, request);
    const work = { em, application, replay, ledger: new LedgerReplay(source, replay, epoch, signal) };
    const changes = 'tables' in effects ? await besides(work, effects) : await inPlace(work, effects);
    await closeRequests(em, reader, request, { failure: '', changes });
    const { position } = work.ledger.reached;
    logger.warn('effects rebuilt from the ledger', { ...reader, position, caller: request.caller });
    return true;
  });
}

interface Work {
  readonly em: EntityManager;
  readonly application: Application;
  readonly replay: Replay;
  readonly ledger: LedgerReplay;
}

async function besides(work: Work, { tables, hold, compare }: EffectsBesides) {
  const { em, application, ledger } = work;
  await hold?.(em);
  await copyTables(em, tables);
  await ledger.toAlmostEnd();
  await work.replay.lockLetters();
  const checkpoint = await lockCheckpoint(em, application.reader);
  await end(work, checkpoint);
  const changes = await compare?.(em);
  await replaceByCopies(em, tables);
  return changes;
}

async function inPlace(work: Work, { forget }: EffectsInPlace): Promise<readonly CounterChange[] | undefined> {
  await work.replay.lockLetters();
  const checkpoint = await lockCheckpoint(work.em, work.application.reader);
  await forget(work.em);
  await end(work, checkpoint);
  return undefined;
}

/** Everything the producer has recorded is applied, and the consumer continues behind it. */
async function end({ em, application, replay, ledger }: Work, checkpoint: Checkpoint): Promise<void> {
  await ledger.toEnd();
  await replay.end();
  await moveCheckpoint(em, application.reader, { ...checkpoint, ...ledger.reached });
  await countRedrive(em, application.reader);
}

import {
  ConsumerServiceService,
  type CompletedRebuild as RebuildMessage,
  type ConsumerCheckpoint,
} from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { Database } from '@safe-community/database';
import {
  completedRebuild,
  countLetters,
  PARTITION,
  pendingRebuild,
  readCheckpoint,
  type CompletedRebuild,
  type Reader,
} from '@safe-community/ledger';
import { given } from '../../module/given.ts';

/** A service that consumes the events of others. */
export interface ConsumingService {
  readonly consumer: string;
  /** The domains that it consumes. */
  readonly producers: readonly string[];
}

const { query } = given<ConsumingService>();

/** How far the service is with each of its producers. */
export const getCheckpoints = query(ConsumerServiceService.getCheckpoints, {
  parse: () => undefined,
  read: ({ database, deps: { consumer, producers } }) =>
    Promise.all(
      producers.toSorted().map((producer) => checkpointOf(database, { consumer, producer, partition: PARTITION })),
    ),
  reply: ({ found: checkpoints }) => ({ checkpoints }),
});

async function checkpointOf(database: Database, reader: Reader): Promise<ConsumerCheckpoint> {
  const em = database.em.fork();
  const { epoch = '', eventId = '', position } = await readCheckpoint(em, reader);
  // Counted after the position was read, so that letters of events up to it are among them.
  const { waiting, discarded } = await countLetters(em, reader);
  return {
    producer: reader.producer,
    partition: reader.partition,
    epoch,
    position,
    deadLettersWaiting: BigInt(waiting),
    deadLettersDiscarded: BigInt(discarded),
    eventId,
    rebuildPending: (await pendingRebuild(em, reader)) !== undefined,
    lastRebuild: toRebuildMessage(await completedRebuild(em, reader)),
  };
}

function toRebuildMessage(done: CompletedRebuild | undefined): RebuildMessage | undefined {
  if (done === undefined) return undefined;
  const { id, doneAt, failure, changes } = done;
  return {
    rebuildId: id,
    doneTime: doneAt,
    failure,
    compared: changes !== undefined,
    changes: (changes ?? []).map(({ cells, ...change }) => ({ ...change, cells: BigInt(cells) })),
  };
}

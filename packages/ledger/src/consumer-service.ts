import {
  ConsumerServiceService,
  type ConsumerCheckpoint,
} from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { Database } from '@safe-community/database';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import { PARTITION } from './append.ts';
import { readCheckpoint, type Reader } from './checkpoint.ts';
import { countLetters } from './dead-letter-shelf.ts';

/** Tells how far this service is with what it hears from each of the producers. */
export function consumerService(database: Database, consumer: string, producers: readonly string[]): ServedService {
  return serve(ConsumerServiceService, {
    getCheckpoints: async () => {
      const readers = producers.toSorted().map((producer) => ({ consumer, producer, partition: PARTITION }));
      return { checkpoints: await Promise.all(readers.map((reader) => checkpointOf(database, reader))) };
    },
  });
}

async function checkpointOf(database: Database, reader: Reader): Promise<ConsumerCheckpoint> {
  const em = database.em.fork();
  const { epoch = '', position } = await readCheckpoint(em, reader);
  // Counted after the look at the position: a letter buried on the way to it is among them.
  const { waiting, discarded } = await countLetters(em, reader);
  return {
    producer: reader.producer,
    partition: reader.partition,
    epoch,
    position,
    deadLettersWaiting: BigInt(waiting),
    deadLettersDiscarded: BigInt(discarded),
  };
}

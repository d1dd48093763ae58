import {
  ConsumerServiceService,
  RequestRebuildResponse,
  type ConsumerCheckpoint,
  type RequestRebuildRequest,
} from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { rows, type Database } from '@safe-community/database';
import { refuseInvalid, type Violation } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import type { Logger } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import { readCheckpoint, type Reader } from '../consumer/checkpoint.ts';
import { countLetters } from '../dead-letters/dead-letter-store.ts';
import { reasonViolations, requestIdViolations } from './operator-requests.ts';
import { pendingRebuild } from '../rebuild/rebuild.ts';
import { requestKey } from '../outbox/idempotency-keys.ts';
import type { UnitOfWork } from '../outbox/unit-of-work.ts';

export interface ConsumerPorts {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  /** The service that hears. */
  readonly consumer: string;
  /** The domains that it hears. */
  readonly producers: readonly string[];
  readonly logger: Logger;
}

/** Tells how far this service is with what it hears from each of the producers, and has it made anew. */
export function consumerService(ports: ConsumerPorts): ServedService {
  const { consumer, database, producers } = ports;
  return serve(ConsumerServiceService, {
    getCheckpoints: async () => {
      const readers = producers.toSorted().map((producer) => ({ consumer, producer, partition: PARTITION }));
      return { checkpoints: await Promise.all(readers.map((reader) => checkpointOf(database, reader))) };
    },
    requestRebuild: (request, call) => requestRebuild(ports, request, call),
  });
}

async function checkpointOf(database: Database, reader: Reader): Promise<ConsumerCheckpoint> {
  const em = database.em.fork();
  const { epoch = '', eventId = '', position } = await readCheckpoint(em, reader);
  // Counted after the look at the position: a letter buried on the way to it is among them.
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
  };
}

/** The consumer carries it out: it holds the way to the producer's ledger, and what is in memory is told by it. */
async function requestRebuild(
  { consumer, logger, producers, unitOfWork }: ConsumerPorts,
  { requestId, producer, reason }: RequestRebuildRequest,
  call: CallContext,
): Promise<RequestRebuildResponse> {
  const { actingUser, caller } = call;
  refuseInvalid([
    ...requestIdViolations(requestId),
    ...producerViolations(producer, producers),
    ...reasonViolations(reason),
  ]);
  return unitOfWork.run(requestKey(call, requestId), RequestRebuildResponse, async (em) => {
    const [row] = await rows<{ id: string }>(
      em,
      `insert into consumer_rebuild (consumer, producer, partition, caller, acting_user, reason)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [consumer, producer, PARTITION, caller.name, actingUser, reason],
    );
    logger.warn('a rebuild from the ledger was asked for', { producer, caller: caller.name });
    return { response: { rebuildId: BigInt(row?.id ?? 0) }, events: [] };
  });
}

function producerViolations(producer: string, producers: readonly string[]): Violation[] {
  if (producers.includes(producer)) return [];
  return [{ field: 'producer', rule: `must be one of ${producers.toSorted().join(', ')}` }];
}

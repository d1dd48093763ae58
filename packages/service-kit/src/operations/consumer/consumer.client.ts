import type { ChannelCredentials } from '@grpc/grpc-js';
import {
  ConsumerServiceClient,
  type GetCheckpointsResponse,
} from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { LAST_POSITION, PARTITION, type RetentionHold } from '@safe-community/ledger';

/** A service that consumes this ledger and must not miss an event. */
export interface KnownConsumer {
  /** "statistics" */
  readonly name: string;
  /** host:port of its gRPC server. */
  readonly address: string;
}

export interface KnownConsumers {
  /**
   * Asks all of them how much they have applied. A consumer that does not answer, or that is in another epoch of the
   * ledger, needs everything.
   */
  ask(epoch: string): Promise<RetentionHold>;
  close(): void;
}

const DEADLINE_MS = 5_000;
const NO_CONSUMERS: RetentionHold = { upTo: LAST_POSITION, consumer: '', reason: 'no-consumers' };

/** @param producer the domain whose ledger they consume. */
export function consumersOfLedger(
  consumers: readonly KnownConsumer[],
  producer: string,
  credentials: ChannelCredentials,
): KnownConsumers {
  const clients = consumers.map(({ name, address }) => ({
    name,
    client: openClient(ConsumerServiceClient, address, credentials),
  }));
  return {
    async ask(epoch) {
      const holds = await Promise.all(
        clients.map(async ({ name, client }): Promise<RetentionHold> => ({
          consumer: name,
          ...(await needOf(client, producer, epoch)),
        })),
      );
      return holds.reduce((one, other) => (other.upTo < one.upTo ? other : one), NO_CONSUMERS);
    },
    close: () => clients.forEach(({ client }) => client.close()),
  };
}

type Need = Pick<RetentionHold, 'upTo' | 'reason'>;

async function needOf(client: ConsumerServiceClient, producer: string, epoch: string): Promise<Need> {
  let answer: GetCheckpointsResponse;
  try {
    answer = await callUnary('GetCheckpoints', client.getCheckpoints.bind(client), {}, DEADLINE_MS);
  } catch {
    // The consumer's own log says why. Here it only matters that it may need everything.
    return { upTo: 0n, reason: 'no-answer' };
  }
  const found = answer.checkpoints.find((one) => one.producer === producer && one.partition === PARTITION);
  if (found === undefined) return { upTo: 0n, reason: 'not-subscribed' };
  if (found.epoch === '') return { upTo: 0n, reason: 'applied-nothing' };
  if (found.epoch !== epoch) return { upTo: 0n, reason: 'other-epoch' };
  return { upTo: found.position, reason: 'behind' };
}

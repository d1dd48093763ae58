import type { ChannelCredentials } from '@grpc/grpc-js';
import {
  ConsumerServiceClient,
  type GetCheckpointsResponse,
} from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { PARTITION } from '../outbox/append.ts';
import type { Holding } from '../retention/prune-ledger.ts';
import { LAST_POSITION } from '../outbox/stored-event.ts';

/** A service that hears this ledger and must not miss anything. */
export interface KnownConsumer {
  /** "statistics" */
  readonly name: string;
  /** host:port of its gRPC server. */
  readonly address: string;
}

export interface KnownConsumers {
  /** Asks all of them; one that does not answer, or answers of another life of the ledger, needs everything. */
  ask(epoch: string): Promise<Holding>;
  close(): void;
}

const DEADLINE_MS = 5_000;
const NOBODY: Holding = { upTo: LAST_POSITION, consumer: '', reason: 'nobody-hears' };

/** @param producer the domain whose ledger they hear. */
export function knownConsumers(
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
      const holdings = await Promise.all(
        clients.map(async ({ name, client }): Promise<Holding> => ({
          consumer: name,
          ...(await needOf(client, producer, epoch)),
        })),
      );
      return holdings.reduce((one, other) => (other.upTo < one.upTo ? other : one), NOBODY);
    },
    close: () => clients.forEach(({ client }) => client.close()),
  };
}

type Need = Pick<Holding, 'upTo' | 'reason'>;

async function needOf(client: ConsumerServiceClient, producer: string, epoch: string): Promise<Need> {
  let answer: GetCheckpointsResponse;
  try {
    answer = await callUnary('GetCheckpoints', client.getCheckpoints.bind(client), {}, DEADLINE_MS);
  } catch {
    // Why not is for its own log: here it is enough that it may need all there is.
    return { upTo: 0n, reason: 'no-answer' };
  }
  const found = answer.checkpoints.find((one) => one.producer === producer && one.partition === PARTITION);
  if (found === undefined) return { upTo: 0n, reason: 'does-not-hear' };
  if (found.epoch === '') return { upTo: 0n, reason: 'applied-nothing' };
  if (found.epoch !== epoch) return { upTo: 0n, reason: 'other-epoch' };
  return { upTo: found.position, reason: 'behind' };
}

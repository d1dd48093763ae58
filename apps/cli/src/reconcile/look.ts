import { status } from '@grpc/grpc-js';
import type { ConsumerCheckpoint } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { GetHeadResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { CallError } from '../connection/call-error.ts';
import type { OperatedService } from '../connection/operated-services.ts';

/** How far a service is, at one look. */
export interface ServiceLook {
  /** "statistics" */
  readonly service: string;
  /** The domain of its ledger. */
  readonly producer: string;
  readonly head: GetHeadResponse;
  /** None when it hears nobody. */
  readonly checkpoints: readonly ConsumerCheckpoint[];
}

/** All services at one look; those that did not answer by their names only. */
export interface Look {
  readonly services: readonly ServiceLook[];
  readonly silent: readonly string[];
}

export async function lookAt(services: readonly OperatedService[]): Promise<Look> {
  // Checkpoints before heads: who hears must never seem to be ahead.
  const checkpoints = await Promise.all(services.map(({ hearing }) => orSilent(hearing?.consumer.getCheckpoints({}))));
  const heads = await Promise.all(services.map(({ ledger }) => orSilent(ledger.getHead({ partition: 0 }))));
  const looks = services.map(({ name: service, producer, hearing }, index) => {
    const [head, heard] = [heads[index], checkpoints[index]];
    if (head === undefined || (hearing !== undefined && heard === undefined)) return service;
    return { service, producer, head, checkpoints: heard?.checkpoints ?? [] };
  });
  return {
    services: looks.filter((look) => typeof look !== 'string'),
    silent: looks.filter((look) => typeof look === 'string'),
  };
}

/** Undefined when the service does not answer: it may be starting. */
async function orSilent<Answer>(call: Promise<Answer> | undefined): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CallError && SILENCE.has(error.code)) return undefined;
    throw error;
  }
}

const SILENCE: ReadonlySet<status> = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED]);

import type { ConsumerCheckpoint } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { whole } from '../scorecard/numbers.ts';
import type { Look, ServiceLook } from './look.ts';

/** How far a ledger was when it was first looked at: what was acknowledged until then has to be accounted for. */
interface Goal {
  readonly epoch: string;
  readonly position: bigint;
}

/** By the domain of the ledger. */
export type Goals = ReadonlyMap<string, Goal>;

/** Something that is not as it must be, in words. */
export interface Missing {
  readonly text: string;
  /** Whether waiting may help. */
  readonly mayCome: boolean;
}

/** The goals, with those of services that are seen for the first time. */
export function goalsAfter(goals: Goals, { services }: Look): Goals {
  const seen = services.map(
    ({ producer, head }) => [producer, { epoch: head.epoch, position: head.headPosition }] as const,
  );
  return new Map([...seen, ...goals]);
}

/** All that is missing at a look, the services in their order. */
export function missingIn(goals: Goals, { services, silent }: Look): Missing[] {
  return [
    ...silent.map((service) => ({ text: `${service} does not answer`, mayCome: true })),
    ...services.flatMap((look) => [
      ...missingInLedger(goals, look),
      ...look.checkpoints.flatMap((checkpoint) => missingAtConsumer(goals, services, look.service, checkpoint)),
    ]),
  ];
}

function missingInLedger(goals: Goals, { service, producer, head }: ServiceLook): Missing[] {
  const goal = goals.get(producer);
  if (goal === undefined) return [];
  if (goal.epoch !== head.epoch) return [never(`${service}: its ledger began anew meanwhile`)];
  if (head.headPosition < goal.position) return [never(`${service}: its ledger has become shorter`)];
  if (head.publishedPosition >= goal.position) return [];
  return [later(`${service}: events ${span(head.publishedPosition, goal.position)} are not published`)];
}

function missingAtConsumer(
  goals: Goals,
  services: readonly ServiceLook[],
  service: string,
  { producer, epoch, position, deadLettersWaiting }: ConsumerCheckpoint,
): Missing[] {
  const letters =
    deadLettersWaiting === 0n
      ? []
      : [never(`${service}: ${whole(deadLettersWaiting)} dead letters of ${producer} wait`)];
  const goal = goals.get(producer);
  if (goal === undefined) return letters;
  if (epoch !== '' && epoch !== goal.epoch) {
    return [
      never(`${service}: is at another epoch of ${producer} (${epoch}) than its ledger (${goal.epoch})`),
      ...letters,
    ];
  }
  const head = services.find((look) => look.producer === producer)?.head.headPosition;
  if (head !== undefined && position > head) {
    const places = `position ${whole(position)}, head ${whole(head)}`;
    return [never(`${service}: is ahead of the ledger of ${producer} (${places})`), ...letters];
  }
  if (position >= goal.position) return letters;
  return [later(`${service}: events ${span(position, goal.position)} of ${producer} are not applied`), ...letters];
}

function span(done: bigint, goal: bigint): string {
  return `${whole(done + 1n)} to ${whole(goal)}`;
}

function later(text: string): Missing {
  return { text, mayCome: true };
}

function never(text: string): Missing {
  return { text, mayCome: false };
}

import { whole } from '../scorecard/numbers.ts';
import type { HeardLook, Look, ServiceLook } from './look.ts';

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
  /** Whose effects have to be made anew from which ledger for it to come right. */
  readonly rebuild?: Rebuild;
}

export interface Rebuild {
  /** "statistics" */
  readonly service: string;
  /** The domain of the ledger: "incidents". */
  readonly producer: string;
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
      ...look.checkpoints.flatMap((checkpoint) => missingAtConsumer(goals, look.service, checkpoint)),
    ]),
  ];
}

function missingInLedger(goals: Goals, { service, producer, head, state }: ServiceLook): Missing[] {
  if (state.needsEpoch) {
    return [never(`${service}: its stream holds events that its ledger does not know: begin another epoch`)];
  }
  const goal = goals.get(producer);
  if (goal === undefined) return [];
  if (goal.epoch !== head.epoch) return [never(`${service}: its ledger began anew meanwhile`)];
  if (head.headPosition < goal.position) return [never(`${service}: its ledger has become shorter`)];
  if (head.publishedPosition >= goal.position) return [];
  return [later(`${service}: events ${span(head.publishedPosition, goal.position)} are not published`)];
}

function missingAtConsumer(
  goals: Goals,
  service: string,
  { producer, epoch, isKnown, position, rebuildPending, deadLettersWaiting }: HeardLook,
): Missing[] {
  const letters =
    deadLettersWaiting === 0n
      ? []
      : [never(`${service}: ${whole(deadLettersWaiting)} dead letters of ${producer} wait`)];
  if (rebuildPending) return [later(`${service}: its effects of ${producer} are being made anew`), ...letters];
  if (!isKnown) {
    const text = `${service}: has applied events of ${producer} that its ledger does not know, up to ${whole(position)}`;
    return [{ ...never(`${text} of epoch ${epoch}`), rebuild: { service, producer } }, ...letters];
  }
  const goal = goals.get(producer);
  if (goal === undefined) return letters;
  if (epoch !== '' && epoch !== goal.epoch) {
    return [later(`${service}: has not met the epoch ${goal.epoch} of ${producer} yet`), ...letters];
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

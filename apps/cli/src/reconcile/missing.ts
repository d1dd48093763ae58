import { whole } from '../scorecard/numbers.ts';
import type { ConsumerSnapshot, Snapshot, ServiceSnapshot } from './snapshot.ts';

/** The head of a ledger at the first look: everything acknowledged until then must be accounted for. */
interface Goal {
  readonly epoch: string;
  readonly position: bigint;
}

/** By the domain of the ledger. */
export type Goals = ReadonlyMap<string, Goal>;

/** A problem. */
export interface Missing {
  readonly text: string;
  /** Whether waiting may resolve it. */
  readonly mayCome: boolean;
  /** The rebuild that resolves it. */
  readonly rebuild?: Rebuild;
}

export interface Rebuild {
  /** "statistics" */
  readonly service: string;
  /** The domain of the ledger: "incidents". */
  readonly producer: string;
}

/** Adds goals for services that are seen for the first time. */
export function goalsAfter(goals: Goals, { services }: Snapshot): Goals {
  const seen = services.map(
    ({ producer, head }) => [producer, { epoch: head.epoch, position: head.headPosition }] as const,
  );
  return new Map([...seen, ...goals]);
}

/** All problems, in the order of the services. */
export function missingIn(goals: Goals, { services, unreachable }: Snapshot): Missing[] {
  return [
    ...unreachable.map((service) => ({ text: `${service} does not respond`, mayCome: true })),
    ...services.flatMap((snapshot) => [
      ...missingInLedger(goals, snapshot),
      ...snapshot.checkpoints.flatMap((checkpoint) => missingAtConsumer(goals, snapshot.service, checkpoint)),
    ]),
  ];
}

function missingInLedger(goals: Goals, { service, producer, head, state }: ServiceSnapshot): Missing[] {
  if (state.needsEpoch) {
    return [never(`${service}: its stream has events that its ledger does not have: begin a new epoch`)];
  }
  const goal = goals.get(producer);
  if (goal === undefined) return [];
  if (goal.epoch !== head.epoch) return [never(`${service}: its ledger began a new epoch in the meantime`)];
  if (head.headPosition < goal.position) return [never(`${service}: its ledger became shorter`)];
  if (head.publishedPosition >= goal.position) return [];
  return [later(`${service}: events ${span(head.publishedPosition, goal.position)} are not published`)];
}

function missingAtConsumer(
  goals: Goals,
  service: string,
  { producer, epoch, isKnown, position, rebuildPending, deadLettersWaiting }: ConsumerSnapshot,
): Missing[] {
  const letters =
    deadLettersWaiting === 0n
      ? []
      : [never(`${service}: ${whole(deadLettersWaiting)} dead letters of ${producer} are waiting`)];
  if (rebuildPending) return [later(`${service}: the rebuild of ${producer} is running`), ...letters];
  if (!isKnown) {
    const text = `${service}: applied events of ${producer} that its ledger does not have, up to ${whole(position)}`;
    return [{ ...never(`${text} of epoch ${epoch}`), rebuild: { service, producer } }, ...letters];
  }
  const goal = goals.get(producer);
  if (goal === undefined) return letters;
  if (epoch !== '' && epoch !== goal.epoch) {
    return [later(`${service}: has not reached epoch ${goal.epoch} of ${producer}`), ...letters];
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

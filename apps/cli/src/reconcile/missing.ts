import { whole } from '../scorecard/numbers.ts';
import { say, type Text } from '../terminal/language.ts';
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
    ...unreachable.map((service) => later(service, { uk: 'не відповідає', en: 'does not respond' })),
    ...services.flatMap((snapshot) => [
      ...missingInLedger(goals, snapshot),
      ...snapshot.checkpoints.flatMap((checkpoint) => missingAtConsumer(goals, snapshot.service, checkpoint)),
    ]),
  ];
}

function missingInLedger(goals: Goals, { service, producer, head, state }: ServiceSnapshot): Missing[] {
  if (state.needsEpoch) return [never(service, NEEDS_EPOCH)];
  const goal = goals.get(producer);
  if (goal === undefined) return [];
  if (goal.epoch !== head.epoch) return [never(service, NEW_EPOCH)];
  if (head.headPosition < goal.position) return [never(service, SHORTER)];
  if (head.publishedPosition >= goal.position) return [];
  const [from, to] = span(head.publishedPosition, goal.position);
  return [
    later(service, { uk: `події ${from}–${to} не опубліковано`, en: `events ${from} to ${to} are not published` }),
  ];
}

const NEEDS_EPOCH = {
  uk: 'у потоці є події, яких немає в журналі: почніть нову епоху',
  en: 'its stream has events that its ledger does not have: begin a new epoch',
};
const NEW_EPOCH = { uk: 'журнал тим часом почав нову епоху', en: 'its ledger began a new epoch in the meantime' };
const SHORTER = { uk: 'журнал став коротшим', en: 'its ledger became shorter' };

function missingAtConsumer(
  goals: Goals,
  service: string,
  { producer, epoch, isKnown, position, rebuildPending, deadLettersWaiting }: ConsumerSnapshot,
): Missing[] {
  const waiting = whole(deadLettersWaiting);
  const letters = {
    uk: `незастосовані події ${producer} очікують: ${waiting}`,
    en: `${waiting} dead letters of ${producer} are waiting`,
  };
  const own = missingOf(goals.get(producer), { service, producer, epoch, isKnown, position, rebuildPending });
  return deadLettersWaiting === 0n ? own : [...own, never(service, letters)];
}

function missingOf(
  goal: Goal | undefined,
  {
    service,
    producer,
    epoch,
    isKnown,
    position,
    rebuildPending,
  }: Rebuild & Pick<ConsumerSnapshot, 'epoch' | 'isKnown' | 'position' | 'rebuildPending'>,
): Missing[] {
  if (rebuildPending) {
    return [later(service, { uk: `${producer} ще відбудовується`, en: `the rebuild of ${producer} is running` })];
  }
  if (!isKnown) {
    const upTo = whole(position);
    const unknown = {
      uk: `застосовано події ${producer}, яких немає в журналі, до ${upTo} епохи ${epoch}`,
      en: `applied events of ${producer} that its ledger does not have, up to ${upTo} of epoch ${epoch}`,
    };
    return [{ ...never(service, unknown), rebuild: { service, producer } }];
  }
  if (goal === undefined) return [];
  if (epoch !== '' && epoch !== goal.epoch) {
    const behind = {
      uk: `ще не дійшла до епохи ${goal.epoch} джерела ${producer}`,
      en: `has not reached epoch ${goal.epoch} of ${producer}`,
    };
    return [later(service, behind)];
  }
  if (position >= goal.position) return [];
  const [from, to] = span(position, goal.position);
  const notApplied = {
    uk: `події ${from}–${to} джерела ${producer} не застосовано`,
    en: `events ${from} to ${to} of ${producer} are not applied`,
  };
  return [later(service, notApplied)];
}

function span(done: bigint, goal: bigint): [from: string, to: string] {
  return [whole(done + 1n), whole(goal)];
}

function later(service: string, text: Text): Missing {
  return { text: `${service}: ${say(text)}`, mayCome: true };
}

function never(service: string, text: Text): Missing {
  return { ...later(service, text), mayCome: false };
}

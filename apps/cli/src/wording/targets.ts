import {
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
  type AppliedTarget,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import { wordOfResponder } from './responders.ts';

const GOALS = new Map([
  [TargetGoal.ARRIVAL, 'arrival'],
  [TargetGoal.REPAIR, 'repair'],
]);
const AREAS = new Map([
  [TargetArea.ANY, 'any'],
  [TargetArea.URBAN, 'urban'],
  [TargetArea.RURAL, 'rural'],
]);
const CLOCKS = new Map([
  [TargetClock.RECEIVED, 'received'],
  [TargetClock.DISPATCHED, 'dispatched'],
  [TargetClock.DISCOVERED, 'discovered'],
]);
const STATUSES = new Map([
  [TargetStatus.BINDING, 'binding'],
  [TargetStatus.RECOMMENDED, 'recommended'],
  [TargetStatus.ANNOUNCED, 'announced'],
  [TargetStatus.NOT_STATED, 'status not stated'],
]);

/** The accepted words. */
export const GOAL_WORDS: readonly string[] = [...GOALS.values()];

export function goalOf(word: string): TargetGoal | undefined {
  return [...GOALS].find(([, known]) => known === word)?.[0];
}

/** The codes of a target in words. */
export function targetWords({
  goal,
  service,
  area,
  clock,
  status,
}: Pick<AppliedTarget, 'goal' | 'service' | 'area' | 'clock' | 'status'>) {
  const of = <Key>(words: ReadonlyMap<Key, string>, key: Key) => words.get(key) ?? String(key);
  return {
    goal: of(GOALS, goal),
    service: wordOfResponder(service),
    area: of(AREAS, area),
    clock: of(CLOCKS, clock),
    status: of(STATUSES, status),
  };
}

import {
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
  type AppliedTarget,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import { RESPONDERS } from './incidents.ts';
import { words, type Words } from './words.ts';

export const GOALS = words([
  [TargetGoal.ARRIVAL, 'arrival', 'прибуття'],
  [TargetGoal.REPAIR, 'repair', 'ремонт'],
]);
const AREAS = words([
  [TargetArea.ANY, 'any', 'будь-яка'],
  [TargetArea.URBAN, 'urban', 'місто'],
  [TargetArea.RURAL, 'rural', 'село'],
]);
const CLOCKS = words([
  [TargetClock.RECEIVED, 'received', 'від отримання'],
  [TargetClock.DISPATCHED, 'dispatched', 'від направлення'],
  [TargetClock.DISCOVERED, 'discovered', 'від виявлення'],
]);
const STATUSES = words([
  [TargetStatus.BINDING, 'binding', 'обов’язковий'],
  [TargetStatus.RECOMMENDED, 'recommended', 'рекомендований'],
  [TargetStatus.ANNOUNCED, 'announced', 'оголошений'],
  [TargetStatus.NOT_STATED, 'status not stated', 'статус не зазначено'],
]);

export const NOT_CONFIRMED = { uk: 'не звірено', en: 'not confirmed' };

type Codes = Pick<AppliedTarget, 'goal' | 'service' | 'area' | 'clock' | 'status'>;

/** The codes of a target as programs read them. */
export function targetWords(target: Codes) {
  return targetTexts(target, (words, value) => words.wordOf(value));
}

/** The same in the language of the output. */
export function targetNames(target: Codes) {
  return targetTexts(target, (words, value) => words.nameOf(value));
}

function targetTexts(
  { goal, service, area, clock, status }: Codes,
  text: (words: Pick<Words<number>, 'wordOf' | 'nameOf'>, value: number) => string,
) {
  return {
    goal: text(GOALS, goal),
    service: text(RESPONDERS, service),
    area: text(AREAS, area),
    clock: text(CLOCKS, clock),
    status: text(STATUSES, status),
  };
}

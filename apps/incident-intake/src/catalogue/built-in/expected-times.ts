import type { ExpectedTimes, Urgency } from '../category-policy.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Where people or their property are in danger. Working values, not a norm: the services of an oblast agree on
 * their own, and the configuration sets them.
 */
export const OF_EMERGENCIES: Readonly<Record<Urgency, ExpectedTimes>> = {
  immediate: { toTriage: 2 * MINUTE, toDispatch: 2 * MINUTE, toScene: 15 * MINUTE, toResolution: DAY },
  high: { toTriage: 10 * MINUTE, toDispatch: 10 * MINUTE, toScene: HOUR, toResolution: 3 * DAY },
  normal: { toTriage: 2 * HOUR, toDispatch: 8 * HOUR, toScene: DAY, toResolution: 10 * DAY },
  low: { toTriage: DAY, toDispatch: 3 * DAY, toScene: 10 * DAY, toResolution: 30 * DAY },
};

/**
 * Lights, pits, ramps: the hromada answers an application within 15 days when it needs no inquiry, and within a month
 * at the latest (law 393/96-VR, art. 20). Therefore the steps of `normal` and `low` add up to 15 and 30 days. The two
 * above them are working values.
 */
export const OF_UPKEEP: Readonly<Record<Urgency, ExpectedTimes>> = {
  immediate: { toTriage: 10 * MINUTE, toDispatch: 30 * MINUTE, toScene: 2 * HOUR, toResolution: DAY },
  high: { toTriage: HOUR, toDispatch: 4 * HOUR, toScene: DAY, toResolution: 3 * DAY },
  normal: { toTriage: DAY, toDispatch: 2 * DAY, toScene: 3 * DAY, toResolution: 9 * DAY },
  low: { toTriage: DAY, toDispatch: 3 * DAY, toScene: 6 * DAY, toResolution: 20 * DAY },
};

import type { Urgency } from './urgency.ts';
import type { CategoryPolicy } from './category-policy.ts';

/** The number for everything: Law of Ukraine 4499-VI, on help in emergencies by the single number 112. */
const FOR_EVERYTHING = '112';

/**
 * What to phone as well, empty when there is no need: the number of the category, and where it has none the one for
 * everything as soon as somebody is hurt, trapped or threatened. Who reports a road pit has no number; who reports that
 * somebody lies in it has one.
 */
export function numberToPhone({ emergencyNumber }: Pick<CategoryPolicy, 'emergencyNumber'>, urgency: Urgency): string {
  return emergencyNumber === '' && urgency === 'immediate' ? FOR_EVERYTHING : emergencyNumber;
}

import { hurt } from '../incident/casualties.ts';
import { URGENCIES, type Urgency } from './urgency.ts';
import type { Alarm } from './alerted-by.ts';
import type { CategoryPolicy } from './category-policy.ts';

/** Which facts of a report make it how urgent, whatever the category. */
const URGENT: readonly (readonly [name: string, value: string, urgency: Urgency])[] = [
  ['people_trapped', 'true', 'immediate'],
  ['people_inside', 'yes', 'immediate'],
  ['weapon', 'true', 'immediate'],
  ['order_kind', 'weapon', 'immediate'],
  // Somebody may fall into it tonight.
  ['infrastructure_kind', 'open_manhole', 'high'],
  ['infrastructure_kind', 'traffic_light', 'normal'],
];

/**
 * How urgent an incident is until somebody has triaged it: as its category says, or more when the report says that
 * somebody is hurt, trapped or threatened. Never less.
 */
export function urgencyAtReceipt(policy: CategoryPolicy, { attributes, casualties }: Alarm): Urgency {
  const demanded = URGENT.filter(([name, value]) => attributes[name] === value).map(([, , urgency]) => urgency);
  const hurtUrgency: Urgency[] = hurt(casualties) > 0 ? ['immediate'] : [];
  const all = new Set([policy.defaultUrgency, ...demanded, ...hurtUrgency]);
  return URGENCIES.find((urgency) => all.has(urgency)) ?? policy.defaultUrgency;
}

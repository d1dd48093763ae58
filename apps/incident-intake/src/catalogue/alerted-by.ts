import { hurt, type Casualties } from '../incident/casualties.ts';
import { RESPONDER_KINDS, type ResponderKind } from './responder-kind.ts';
import type { CategoryPolicy } from './category-policy.ts';

/** What of a report decides who is to be alerted. */
export interface Alarm {
  readonly attributes: Readonly<Record<string, string>>;
  readonly casualties: Casualties;
}

/** Whom a report calls beside the responders of its category. */
const CALLED: Readonly<Record<ResponderKind, (alarm: Alarm) => boolean>> = {
  police: (alarm) => hurt(alarm.casualties) > 0 || says(alarm, 'order_kind', 'drugs') || isCrimeAtSchool(alarm),
  rescue: (alarm) => says(alarm, 'people_trapped', 'true') || says(alarm, 'hazardous_cargo', 'true'),
  ambulance: (alarm) => hurt(alarm.casualties) > 0 || says(alarm, 'people_inside', 'yes'),
  air_medical: (alarm) => says(alarm, 'air_evacuation', 'true'),
  gas: () => false,
  municipality: () => false,
};

/** Who is to be alerted by a checked report, each once, in the order of RESPONDER_KINDS. */
export function alertedBy(policy: CategoryPolicy, alarm: Alarm): ResponderKind[] {
  return RESPONDER_KINDS.filter((kind) => policy.responders.includes(kind) || CALLED[kind](alarm));
}

function isCrimeAtSchool(alarm: Alarm): boolean {
  return says(alarm, 'school_matter', 'drugs') || says(alarm, 'school_matter', 'crime');
}

function says({ attributes }: Alarm, name: string, value: string): boolean {
  return attributes[name] === value;
}

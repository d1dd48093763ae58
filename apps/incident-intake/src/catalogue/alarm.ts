import {
  RESPONDER_KINDS,
  URGENCIES,
  type CategoryPolicy,
  type ResponderKind,
  type Urgency,
} from './category-policy.ts';

/** The parts of a checked report that decide how urgent it is and who is alerted. */
export interface Alarm {
  readonly attributes: Readonly<Record<string, string>>;
  readonly casualties: { readonly killed: number; readonly injured: number } | undefined;
}

/** Attributes that make a report urgent, whatever its category. */
const URGENT: readonly (readonly [name: string, value: string, urgency: Urgency])[] = [
  ['people_trapped', 'true', 'immediate'],
  ['people_inside', 'yes', 'immediate'],
  ['weapon', 'true', 'immediate'],
  ['order_kind', 'weapon', 'immediate'],
  ['order_kind', 'explosive', 'immediate'],
  // Somebody may fall into it at night.
  ['infrastructure_kind', 'open_manhole', 'high'],
  ['infrastructure_kind', 'traffic_light', 'normal'],
];

/**
 * How urgent an incident is until it is triaged: as its category says, or more when the report says that somebody is
 * hurt, trapped or threatened. Never less.
 */
export function urgencyAtReceipt(policy: CategoryPolicy, alarm: Alarm): Urgency {
  const reported = URGENT.filter(([name, value]) => says(alarm, name, value)).map(([, , urgency]) => urgency);
  const ofCasualties: Urgency[] = isAnyoneHurt(alarm) ? ['immediate'] : [];
  const all = new Set([policy.defaultUrgency, ...reported, ...ofCasualties]);
  return URGENCIES.find((urgency) => all.has(urgency)) ?? policy.defaultUrgency;
}

/** When a report alerts responders besides those of its category. */
const CALLED: Readonly<Record<ResponderKind, (alarm: Alarm) => boolean>> = {
  police: (alarm) => isAnyoneHurt(alarm) || says(alarm, 'order_kind', 'drugs') || isCrimeAtSchool(alarm),
  rescue: (alarm) =>
    says(alarm, 'people_trapped', 'true') ||
    says(alarm, 'hazardous_cargo', 'true') ||
    says(alarm, 'order_kind', 'explosive'),
  ambulance: (alarm) => isAnyoneHurt(alarm) || says(alarm, 'people_inside', 'yes'),
  air_medical: (alarm) => says(alarm, 'air_evacuation', 'true'),
  gas: () => false,
  municipality: () => false,
  education_safety: () => false,
};

/** Who is alerted by a report, each once, in the order of RESPONDER_KINDS. */
export function alertedBy(policy: CategoryPolicy, alarm: Alarm): ResponderKind[] {
  return RESPONDER_KINDS.filter((kind) => policy.responders.includes(kind) || CALLED[kind](alarm));
}

/** The single emergency number: Law of Ukraine 4499-VI. */
const SINGLE_NUMBER = '112';

/**
 * The number that the reporter should phone as well; empty if there is no need. If the category has no number, it is
 * the single one as soon as somebody is hurt, trapped or threatened: a road pit needs no call, a person in it does.
 */
export function numberToPhone({ emergencyNumber }: Pick<CategoryPolicy, 'emergencyNumber'>, urgency: Urgency): string {
  return emergencyNumber === '' && urgency === 'immediate' ? SINGLE_NUMBER : emergencyNumber;
}

function isAnyoneHurt({ casualties }: Alarm): boolean {
  return casualties !== undefined && casualties.killed + casualties.injured > 0;
}

function isCrimeAtSchool(alarm: Alarm): boolean {
  return says(alarm, 'school_matter', 'drugs') || says(alarm, 'school_matter', 'crime');
}

function says({ attributes }: Alarm, name: string, value: string): boolean {
  return attributes[name] === value;
}

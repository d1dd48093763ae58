import type { Category } from '../catalogue/category.ts';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import { dueTime } from '../incident/steps.ts';
import type { CaseChange, IncidentCase } from '../incident/incident-case.ts';
import type { IncidentState } from '../incident/states.ts';

/** In the order in which they are named. */
const RECIPIENTS = [
  'responsible_officer',
  'deputy_officer',
  'community_head',
  'police_unit_head',
  'oblast_duty_office',
] as const;

export type Recipient = (typeof RECIPIENTS)[number];

/** An expected time has passed. */
export interface Escalation {
  readonly change: CaseChange;
  /** The state that was to be reached. */
  readonly missed: IncidentState;
  readonly dueAt: Date;
  readonly told: readonly Recipient[];
  /** The officers among those told. */
  readonly toldOfficerIds: readonly string[];
}

/** After so many everybody was told, twice: it stays on the list of what is late, and no more is said. */
export const MOST_ESCALATIONS = 5;

/**
 * Escalates an incident whose expected time has passed. The same time is given again, from now: after an outage of
 * this service each level still has its time, and nobody is told by five messages at once.
 */
export function escalate(
  incident: IncidentCase,
  deputyOfficerId: string,
  policy: CategoryPolicy,
  now: Date,
): Escalation {
  const { dueAt, responsibleOfficerId, state } = incident;
  const missed = NEXT_EXPECTED[state];
  if (dueAt === undefined || missed === undefined) throw new Error(`nothing is due in the state ${state}`);
  const level = incident.escalationLevel + 1;
  const officers = { responsible: responsibleOfficerId !== '', deputy: deputyOfficerId !== '' };
  const told = toldAt(level, incident.category, officers);
  return {
    change: {
      incident: {
        ...incident,
        escalationLevel: level,
        dueAt: level < MOST_ESCALATIONS ? dueTime(policy, { ...incident, stateSince: now }) : undefined,
      },
      kind: 'escalated',
      happenedAt: now,
      details: { level: String(level), missed, due_time: dueAt.toISOString(), told: told.join(' ') },
    },
    missed,
    dueAt,
    told,
    toldOfficerIds: told.flatMap((recipient) => {
      if (recipient === 'responsible_officer') return [responsibleOfficerId];
      return recipient === 'deputy_officer' ? [deputyOfficerId] : [];
    }),
  };
}

const NEXT_EXPECTED: Partial<Record<IncidentState, IncidentState>> = {
  received: 'triaged',
  reopened: 'triaged',
  triaged: 'dispatched',
  dispatched: 'on_scene',
  en_route: 'on_scene',
  on_scene: 'resolved',
};

/**
 * Who is told at which level, from 1; somebody always is. Of domestic violence the head of the community never learns:
 * in a small one the head may be kin to either side, and knowing of the case would endanger the victim. The head of the
 * police unit is told in the head's place.
 */
export function toldAt(
  level: number,
  category: Category,
  { responsible, deputy }: { readonly responsible: boolean; readonly deputy: boolean },
): Recipient[] {
  const isPoliceOnly = category === 'domestic_violence';
  const head = isPoliceOnly ? 'police_unit_head' : 'community_head';
  const told = new Set<Recipient>();
  if (responsible) told.add('responsible_officer');
  if (deputy && level >= 2) told.add('deputy_officer');
  if (!responsible || (level >= 2 && !isPoliceOnly)) told.add(head);
  if (level >= 3) told.add('police_unit_head');
  if (level >= 4) told.add('oblast_duty_office');
  return RECIPIENTS.filter((recipient) => told.has(recipient));
}

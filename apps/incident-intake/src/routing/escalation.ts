import type { Category } from '../catalogue/module.ts';
import type { CaseChange, IncidentCase, IncidentState } from '../incident/module.ts';

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
  /** The state that was expected. */
  readonly missed: IncidentState;
  readonly dueAt: Date;
  readonly recipients: readonly Recipient[];
  /** The officers among the recipients. */
  readonly officerIds: readonly string[];
}

/** By then everybody was notified twice: the incident stays on the list of overdue ones without further events. */
export const MAX_ESCALATIONS = 5;

/** The facts for an escalation, besides the incident. */
interface Circumstances {
  /** The deputy of the responsible officer; empty if there is none. */
  readonly deputyOfficerId: string;
  /**
   * The same expected time again, counted from now: after an outage of this service each level still has its time, and
   * nobody receives five messages at once.
   */
  readonly dueAgainAt: Date | undefined;
  readonly now: Date;
}

/** Escalates an incident whose expected time has passed. */
export function escalate(incident: IncidentCase, { deputyOfficerId, dueAgainAt, now }: Circumstances): Escalation {
  const { dueAt, responsibleOfficerId, state } = incident;
  const missed = NEXT_EXPECTED[state];
  if (dueAt === undefined || missed === undefined) throw new Error(`nothing is due in the state ${state}`);
  const level = incident.escalationLevel + 1;
  const officers = { responsible: responsibleOfficerId !== '', deputy: deputyOfficerId !== '' };
  const recipients = recipientsAt(level, incident.category, officers);
  return {
    change: {
      incident: { ...incident, escalationLevel: level, dueAt: level < MAX_ESCALATIONS ? dueAgainAt : undefined },
      kind: 'escalated',
      happenedAt: now,
      details: { level: String(level), missed, due_time: dueAt.toISOString(), told: recipients.join(' ') },
    },
    missed,
    dueAt,
    recipients,
    officerIds: recipients.flatMap((recipient) => {
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
 * Who is notified at which level, from 1; always at least one. The head of the community is never notified of domestic
 * violence: in a small community the head may be related to either side, and knowing of the case would endanger the
 * victim. The head of the police unit takes that place.
 */
export function recipientsAt(
  level: number,
  category: Category,
  { responsible, deputy }: { readonly responsible: boolean; readonly deputy: boolean },
): Recipient[] {
  const isPoliceOnly = category === 'domestic_violence';
  const head = isPoliceOnly ? 'police_unit_head' : 'community_head';
  const recipients = new Set<Recipient>();
  if (responsible) recipients.add('responsible_officer');
  if (deputy && level >= 2) recipients.add('deputy_officer');
  if (!responsible || (level >= 2 && !isPoliceOnly)) recipients.add(head);
  if (level >= 3) recipients.add('police_unit_head');
  if (level >= 4) recipients.add('oblast_duty_office');
  return RECIPIENTS.filter((recipient) => recipients.has(recipient));
}

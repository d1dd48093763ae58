import {
  invalid,
  isPlausible,
  NO_CASUALTIES,
  unless,
  type Casualties,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import { illegalStep } from './states.ts';

/** The corrected counts. */
export interface Correction {
  readonly casualties: Casualties;
  /** When the last of the killed died; required if the number of killed grows. */
  readonly lastDeathAt: Date | undefined;
}

/** Deaths after this time do not count as killed (Convention on Road Traffic, Vienna 1968). */
const COUNTED_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/** Corrects the counts; state and urgency stay. `checkCasualties` has checked the numbers. */
export function correctCasualties(
  incident: IncidentCase,
  { casualties, lastDeathAt }: Correction,
  now: Date,
): Decision<CaseChange> {
  if (incident.state === 'duplicate') return illegalStep(incident.state);
  const violations = checkDeath(incident, { casualties, lastDeathAt }, now);
  if (violations.length > 0) return invalid(violations);
  return {
    incident: { ...incident, casualties },
    kind: 'casualties-corrected',
    happenedAt: now,
    details: {
      // Absent where nobody had stated them.
      ...(incident.casualties && countsByName(incident.casualties, 'before')),
      ...countsByName(casualties, 'after'),
      ...(lastDeathAt && { last_death_time: lastDeathAt.toISOString() }),
    },
  };
}

function checkDeath({ occurredAt, ...incident }: IncidentCase, correction: Correction, now: Date): Violation[] {
  const { casualties, lastDeathAt } = correction;
  const field = 'last_death_time';
  if (lastDeathAt === undefined) {
    const { killed } = incident.casualties ?? NO_CASUALTIES;
    const isNeeded = casualties.killed > killed;
    return unless(!isNeeded, field, 'must be given when more are killed than before');
  }
  const passed = lastDeathAt.getTime() - occurredAt.getTime();
  return [
    ...unless(
      passed >= 0 && passed <= COUNTED_DAYS * DAY_MS,
      field,
      `must be from the time of the event to ${COUNTED_DAYS} days after`,
    ),
    ...unless(isPlausible(lastDeathAt, now), field, 'must be a time that is not in the future'),
  ];
}

/** "children_killed_before": the contract's names of the counts. */
function countsByName(casualties: Casualties, when: string): Record<string, string> {
  const names = {
    killed: casualties.killed,
    injured: casualties.injured,
    children_killed: casualties.childrenKilled,
    children_injured: casualties.childrenInjured,
    defenders_killed: casualties.defendersKilled,
    defenders_injured: casualties.defendersInjured,
  };
  return Object.fromEntries(Object.entries(names).map(([name, count]) => [`${name}_${when}`, String(count)]));
}

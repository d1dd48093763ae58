import type { OfficerState } from '../officer-states/module.ts';

/** While in these, the primary of a beat counts as the officer of the hromada, as in the registry's coverage. */
export const ON_BEAT: readonly OfficerState[] = ['active', 'on_leave'];

/** An officer has a role on a beat, from a start until before an end. */
export interface Assignment {
  readonly assignmentId: string;
  readonly beatId: string;
  readonly hromadaCode: string;
  readonly officerId: string;
  readonly role: 'primary' | 'deputy' | 'district';
  readonly startsAt: Date;
  /** Undefined while it is open. */
  readonly endsAt: Date | undefined;
}

/** A beat loses its primary if that is this officer; without an officer, it loses any primary. */
interface Vacancy {
  readonly beatId: string;
  readonly officerId: string | undefined;
}

export interface BeatChanges {
  /** Primaries, in place of the vacancies. */
  readonly appointments: readonly Assignment[];
  readonly vacancies: readonly Vacancy[];
}

/**
 * The result of assignments of the time before they had ids, in the order in which they happened: a primary takes the
 * place of any other.
 */
export function settleBeats(assignments: readonly Assignment[]): BeatChanges {
  const settled = new Map<string, Settled>();
  for (const assignment of assignments) {
    const { beatId } = assignment;
    settled.set(beatId, after(settled.get(beatId) ?? { beatId, now: 'as before', left: [] }, assignment));
  }
  const beats = [...settled.values()];
  return { appointments: beats.flatMap(appointmentOf), vacancies: beats.flatMap(vacanciesOf) };
}

interface Settled {
  readonly beatId: string;
  readonly now: Assignment | 'vacant' | 'as before';
  /** Officers who are no longer the primary, in case one of them was. */
  readonly left: readonly string[];
}

function after(state: Settled, assignment: Assignment): Settled {
  if (assignment.role === 'primary') return { ...state, now: assignment };
  // An officer who becomes a deputy is no longer the primary.
  if (state.now === 'as before') return { ...state, left: [...state.left, assignment.officerId] };
  if (state.now !== 'vacant' && state.now.officerId === assignment.officerId) return { ...state, now: 'vacant' };
  return state;
}

function appointmentOf({ now }: Settled): Assignment[] {
  return now === 'vacant' || now === 'as before' ? [] : [now];
}

function vacanciesOf({ beatId, now, left }: Settled): Vacancy[] {
  return now === 'as before' ? left.map((officerId) => ({ beatId, officerId })) : [{ beatId, officerId: undefined }];
}

/** The primary of a beat leaves it. */
export interface AssignmentEnd {
  readonly assignmentId: string;
  readonly endsAt: Date;
}

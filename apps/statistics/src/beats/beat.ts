import type { OfficerState } from '../officer-states/module.ts';

/** While in these, the primary of a beat counts as the officer of the hromada, as in the registry's coverage. */
export const ON_BEAT: readonly OfficerState[] = ['active', 'on_leave'];

/** The area of responsibility of one officer; the district is empty for the whole hromada. */
interface Beat {
  readonly hromadaCode: string;
  readonly districtCode: string;
}

/** An officer was assigned to a beat, or changed roles on it. */
export interface Assignment {
  readonly beat: Beat;
  readonly officerId: string;
  readonly role: 'primary' | 'deputy';
  /** Invented for the demonstration. */
  readonly demonstration: boolean;
}

/** A beat gets this primary, in place of any other. */
interface Appointment {
  readonly beat: Beat;
  readonly officerId: string;
  readonly demonstration: boolean;
}

/** A beat loses its primary if that is this officer; without an officer, it loses any primary. */
interface Vacancy {
  readonly beat: Beat;
  readonly officerId: string | undefined;
}

export interface BeatChanges {
  readonly appointments: readonly Appointment[];
  readonly vacancies: readonly Vacancy[];
}

/** The result of assignments in the order in which they happened. A beat with an appointment has no vacancy. */
export function settleBeats(assignments: readonly Assignment[]): BeatChanges {
  const settled = new Map<string, Settled>();
  for (const assignment of assignments) {
    const { hromadaCode, districtCode } = assignment.beat;
    const key = `${hromadaCode} ${districtCode}`;
    settled.set(key, after(settled.get(key) ?? { beat: assignment.beat, now: 'as before', left: [] }, assignment));
  }
  const beats = [...settled.values()];
  return { appointments: beats.flatMap(appointmentOf), vacancies: beats.flatMap(vacanciesOf) };
}

interface Settled {
  readonly beat: Beat;
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

function appointmentOf({ beat, now }: Settled): Appointment[] {
  if (now === 'vacant' || now === 'as before') return [];
  return [{ beat, officerId: now.officerId, demonstration: now.demonstration }];
}

function vacanciesOf({ beat, now, left }: Settled): Vacancy[] {
  if (now === 'vacant') return [{ beat, officerId: undefined }];
  return now === 'as before' ? left.map((officerId) => ({ beat, officerId })) : [];
}

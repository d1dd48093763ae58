/** What one officer is responsible for; the district is empty for the hromada as a whole. */
interface Beat {
  readonly hromadaCode: string;
  readonly districtCode: string;
}

/** An officer's part on a beat changed. */
export interface Assignment {
  readonly beat: Beat;
  readonly officerId: string;
  readonly role: 'primary' | 'deputy';
  /** Invented, of the demonstration. */
  readonly demonstration: boolean;
}

/** A beat has this primary now, whoever it was before. */
interface Appointment {
  readonly beat: Beat;
  readonly officerId: string;
  readonly demonstration: boolean;
}

/** A beat has no primary any more, if it was this officer; whoever it was when none is named. */
interface Vacancy {
  readonly beat: Beat;
  readonly officerId: string | undefined;
}

export interface BeatChanges {
  readonly appointments: readonly Appointment[];
  readonly vacancies: readonly Vacancy[];
}

/** What assignments in the order in which they happened come to; a beat that is appointed to is in no vacancy. */
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
  /** Officers who are not the primary any more, should one of them have been it before. */
  readonly left: readonly string[];
}

function after(state: Settled, assignment: Assignment): Settled {
  if (assignment.role === 'primary') return { ...state, now: assignment };
  // An officer who becomes the deputy is the primary no longer.
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

import type { Beat } from '../../domain/beat.ts';
import { bySeniority, type Duty } from '../../domain/responsible.ts';
import type { SealedOfficer } from '../postgres/officer-rows.ts';

/** Officers on beats and, by beat, their parts there. */
export class DutyRoster {
  readonly #officers = new Map<string, SealedOfficer>();
  readonly #byBeat = new Map<string, readonly Duty[]>();

  officer(officerId: string): SealedOfficer | undefined {
    return this.#officers.get(officerId);
  }

  officers(): SealedOfficer[] {
    return [...this.#officers.values()];
  }

  on(beat: Beat): readonly Duty[] {
    return this.#byBeat.get(keyOf(beat)) ?? [];
  }

  *all(): Generator<Duty> {
    for (const duties of this.#byBeat.values()) yield* duties;
  }

  /** Takes an officer in, in place of what was known of the same; whoever has no part on a beat is let go. */
  put(officer: SealedOfficer): void {
    const { officerId, state } = officer;
    for (const { beat } of this.#officers.get(officerId)?.assignments ?? []) this.#remove(officerId, beat);
    if (officer.assignments.length === 0) this.#officers.delete(officerId);
    else this.#officers.set(officerId, officer);
    for (const assignment of officer.assignments) {
      const duties = [...this.on(assignment.beat), { officerId, state, ...assignment }];
      this.#byBeat.set(keyOf(assignment.beat), duties.toSorted(bySeniority));
    }
  }

  #remove(officerId: string, beat: Beat): void {
    this.#byBeat.set(
      keyOf(beat),
      this.on(beat).filter((duty) => duty.officerId !== officerId),
    );
  }
}

function keyOf({ hromadaCode, starostaDistrictCode }: Beat): string {
  return `${hromadaCode}/${starostaDistrictCode}`;
}

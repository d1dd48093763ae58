import type { EncryptedOfficer } from '../officers/module.ts';
import type { Duty } from './beat.ts';

/** The officers who are assigned to beats and, by hromada, their duties. */
export class Roster {
  readonly #officers = new Map<string, EncryptedOfficer>();
  readonly #byHromada = new Map<string, readonly Duty[]>();

  officer(officerId: string): EncryptedOfficer | undefined {
    return this.#officers.get(officerId);
  }

  officers(): EncryptedOfficer[] {
    return [...this.#officers.values()];
  }

  /** Duties on the beats of a hromada: its own and those of its districts. */
  dutiesIn(hromadaCode: string): readonly Duty[] {
    return this.#byHromada.get(hromadaCode) ?? [];
  }

  *duties(): Generator<Duty> {
    for (const duties of this.#byHromada.values()) yield* duties;
  }

  /** Replaces what was known about this officer. An officer without a beat is removed. */
  put(officer: EncryptedOfficer): void {
    const { officerId, state, assignments } = officer;
    for (const { beat } of this.#officers.get(officerId)?.assignments ?? []) this.#remove(officerId, beat.hromadaCode);
    if (assignments.length === 0) this.#officers.delete(officerId);
    else this.#officers.set(officerId, officer);
    for (const { beat, role, assignedAt } of assignments) {
      const duty: Duty = {
        officerId,
        role,
        active: state === 'active',
        districtCode: beat.starostaDistrictCode,
        assignedAt,
        beat,
        state,
      };
      this.#byHromada.set(beat.hromadaCode, [...this.dutiesIn(beat.hromadaCode), duty]);
    }
  }

  #remove(officerId: string, hromadaCode: string): void {
    const others = this.dutiesIn(hromadaCode).filter((duty) => duty.officerId !== officerId);
    if (others.length === 0) this.#byHromada.delete(hromadaCode);
    else this.#byHromada.set(hromadaCode, others);
  }
}

import { dutiesByUnit, type DutiesByUnit } from '@safe-community/domain-kit';
import { withCityDistricts } from '@safe-community/territory';
import type { Beat } from '../beats/module.ts';
import { placeOf } from '../beats/beat.ts';
import type { Assignment, EncryptedOfficer } from '../officers/module.ts';
import type { Duty } from './duty.ts';

const NOBODY: DutiesByUnit<Duty> = new Map();

/** The beats, the officers who are or will be assigned to them and, by hromada, their duties. */
export class Roster {
  readonly #officers = new Map<string, EncryptedOfficer>();
  readonly #beats = new Map<string, Beat>();
  readonly #beatsIn = new Map<string, Set<string>>();
  readonly #officersOn = new Map<string, Set<string>>();
  /** Derived from the others when it is needed. */
  readonly #duties = new Map<string, DutiesByUnit<Duty>>();

  officer(officerId: string): EncryptedOfficer | undefined {
    return this.#officers.get(officerId);
  }

  officers(): EncryptedOfficer[] {
    return [...this.#officers.values()];
  }

  beats(): Iterable<Beat> {
    return this.#beats.values();
  }

  /** The ids of the officers who are or will be assigned to a beat. */
  officersOn(beatId: string): Iterable<string> {
    return this.#officersOn.get(beatId) ?? [];
  }

  /** The duties on the beats of a hromada. */
  dutiesIn(hromadaCode: string): DutiesByUnit<Duty> {
    const known = this.#duties.get(hromadaCode);
    if (known !== undefined) return known;
    const beats = this.#beatsIn.get(hromadaCode);
    if (beats === undefined) return NOBODY;
    const staffed = [...beats].map((beatId) => ({
      unitCodes: this.#beats.get(beatId)?.unitCodes ?? [],
      assignments: this.dutiesOn(beatId),
    }));
    const duties = dutiesByUnit(withCityDistricts(staffed));
    this.#duties.set(hromadaCode, duties);
    return duties;
  }

  /** The current and future duties on a beat. */
  dutiesOn(beatId: string): Duty[] {
    const beat = this.#beats.get(beatId);
    if (beat === undefined) return [];
    const place = { beat: placeOf(beat), unitCodes: beat.unitCodes };
    return [...this.officersOn(beatId)].flatMap((officerId) => {
      const officer = this.#officers.get(officerId);
      return (officer?.assignments ?? [])
        .filter((held) => held.beatId === beatId)
        .map((held) => toDuty(held, officer?.state ?? 'dismissed', place));
    });
  }

  /** Replaces what was known about this beat. A retired beat is removed. */
  putBeat(beat: Beat): void {
    const { beatId, hromadaCode, retiredAt } = beat;
    if (retiredAt === undefined) {
      this.#beats.set(beatId, beat);
      addTo(this.#beatsIn, hromadaCode, beatId);
    } else {
      this.#beats.delete(beatId);
      this.#beatsIn.get(hromadaCode)?.delete(beatId);
    }
    this.#duties.delete(hromadaCode);
  }

  /** Replaces what was known about this officer. An officer without a beat is removed. */
  put(officer: EncryptedOfficer): void {
    const { officerId, assignments } = officer;
    for (const { beatId, beat } of this.#officers.get(officerId)?.assignments ?? []) {
      this.#officersOn.get(beatId)?.delete(officerId);
      this.#duties.delete(beat.hromadaCode);
    }
    if (assignments.length === 0) this.#officers.delete(officerId);
    else this.#officers.set(officerId, officer);
    for (const { beatId, beat } of assignments) {
      addTo(this.#officersOn, beatId, officerId);
      this.#duties.delete(beat.hromadaCode);
    }
  }
}

function toDuty(held: Assignment, state: Duty['state'], place: Pick<Duty, 'beat' | 'unitCodes'>): Duty {
  const { officerId, beatId, role, deputyOrder, startsAt, endsAt } = held;
  return { officerId, beatId, role, active: state === 'active', deputyOrder, startsAt, endsAt, ...place, state };
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

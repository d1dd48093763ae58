import { isOnBeat, type Duty } from './duty.ts';

export interface Coverage {
  /** Community officers who are the primary of a beat, and active or on leave. */
  readonly assignedOfficers: number;
  /** Hromadas with at least one such officer. */
  readonly coveredHromadas: number;
  /** Hromadas where an officer can serve today. */
  readonly hromadas: number;
  /** Left out of `hromadas`, as are merged ones. */
  readonly occupiedHromadas: number;
}

export interface OblastCoverage extends Coverage {
  readonly oblastCode: string;
}

/** A hromada of the territory; cities with special status and imported units do not count towards coverage. */
export interface CountedHromada {
  readonly code: string;
  readonly oblastCode: string;
}

/** A duty and its oblast. */
export interface PlacedDuty extends Pick<Duty, 'role' | 'state' | 'startsAt' | 'endsAt' | 'beat'> {
  readonly oblastCode: string;
}

/** Coverage of each oblast at a time, in the order of `oblastCodes`. */
export function coverageByOblast(
  oblastCodes: readonly string[],
  { open, occupied }: { readonly open: readonly CountedHromada[]; readonly occupied: readonly CountedHromada[] },
  duties: Iterable<PlacedDuty>,
  now: Date,
): OblastCoverage[] {
  const officers = new Map<string, number>();
  const served = new Set<string>();
  for (const duty of duties) {
    if (!isOnBeat(duty, now)) continue;
    const { beat, oblastCode } = duty;
    officers.set(oblastCode, (officers.get(oblastCode) ?? 0) + 1);
    served.add(beat.hromadaCode);
  }
  const all = countByOblast(open);
  const covered = countByOblast(open.filter(({ code }) => served.has(code)));
  const leftOut = countByOblast(occupied);
  return oblastCodes.map((oblastCode) => ({
    oblastCode,
    assignedOfficers: officers.get(oblastCode) ?? 0,
    coveredHromadas: covered.get(oblastCode) ?? 0,
    hromadas: all.get(oblastCode) ?? 0,
    occupiedHromadas: leftOut.get(oblastCode) ?? 0,
  }));
}

/** Adds the oblasts up, so that the total never contradicts its parts. */
export function totalCoverage(oblasts: readonly Coverage[]): Coverage {
  return {
    assignedOfficers: sum(oblasts.map(({ assignedOfficers }) => assignedOfficers)),
    coveredHromadas: sum(oblasts.map(({ coveredHromadas }) => coveredHromadas)),
    hromadas: sum(oblasts.map(({ hromadas }) => hromadas)),
    occupiedHromadas: sum(oblasts.map(({ occupiedHromadas }) => occupiedHromadas)),
  };
}

function countByOblast(hromadas: readonly CountedHromada[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { oblastCode } of hromadas) counts.set(oblastCode, (counts.get(oblastCode) ?? 0) + 1);
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

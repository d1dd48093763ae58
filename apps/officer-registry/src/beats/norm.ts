import {
  checkSource,
  isPlannable,
  nextVersion,
  Refusal,
  unless,
  type Decision,
  type RuleRecord,
  type RuleStatus,
  type Violation,
} from '@safe-community/domain-kit';

/** How many people a beat may have, and which hromadas are large, from a time on. */
export interface BeatNorm {
  /** The most people of a beat in a rural hromada, or one around a settlement. */
  readonly peopleRural: number;
  /** The same in an urban hromada or a city with special status. */
  readonly peopleUrban: number;
  /** A hromada with at least this population is large; undefined: none is by its population. */
  readonly largePopulation: number | undefined;
  readonly validFrom: Date;
  /** The act that sets it. */
  readonly source: string;
  /** Whether a person has compared it with the source. */
  readonly status: RuleStatus;
}

/** A hromada or city, as far as norms concern it. */
export interface CountedHromada {
  readonly code: string;
  readonly oblastCode: string;
  readonly kind: 'rural' | 'settlement' | 'urban' | 'special-city';
  readonly population: number;
}

const MAX_PEOPLE = 1_000_000;
const MAX_POPULATION = 10_000_000;

/** The violations of a norm. `path` precedes the names of its fields. */
export function checkNorm(norm: BeatNorm, path: string): Violation[] {
  const isCount = (count: number): boolean => count >= 1 && count <= MAX_PEOPLE;
  return [
    ...unless(isCount(norm.peopleRural), `${path}people_rural`, 'must be 1 to 1,000,000'),
    ...unless(isCount(norm.peopleUrban), `${path}people_urban`, 'must be 1 to 1,000,000'),
    ...unless(
      (norm.largePopulation ?? 0) <= MAX_POPULATION,
      `${path}large_hromada_population`,
      'must be at most 10,000,000',
    ),
    ...checkSource(norm.source, `${path}source`),
  ];
}

/** The violations of the time of a norm. */
export function checkValidFrom(validFrom: Date, now: Date, path: string): Violation[] {
  const rule = 'must be from 1991 until ten years ahead';
  return unless(isPlannable(validFrom, now), `${path}valid_from_time`, rule);
}

/** How many beats a hromada needs; 0 without a norm. */
export function requiredBeats({ kind, population }: CountedHromada, norm: BeatNorm | undefined): number {
  if (norm === undefined) return 0;
  const isUrban = kind === 'urban' || kind === 'special-city';
  return Math.ceil(population / (isUrban ? norm.peopleUrban : norm.peopleRural));
}

/** @param population 0 if it is unknown: such a hromada is not large. */
export function isLargeHromada(population: number, norm: BeatNorm | undefined): boolean {
  return population >= (norm?.largePopulation ?? Number.POSITIVE_INFINITY);
}

export interface NormEffect {
  readonly requiredBefore: number;
  readonly requiredAfter: number;
  readonly largeBefore: number;
  readonly largeAfter: number;
}

/** The effect of a norm on some hromadas, beside the norm that holds before it. */
export function effectOf(
  hromadas: readonly CountedHromada[],
  { before, after }: { before: BeatNorm | undefined; after: BeatNorm },
): NormEffect {
  const required = (norm: BeatNorm | undefined) =>
    hromadas.reduce((sum, hromada) => sum + requiredBeats(hromada, norm), 0);
  const large = (norm: BeatNorm | undefined) =>
    hromadas.filter(({ population }) => isLargeHromada(population, norm)).length;
  return {
    requiredBefore: required(before),
    requiredAfter: required(after),
    largeBefore: large(before),
    largeAfter: large(after),
  };
}

/** The version of a norm. Only a caller who has read the norm of the same date replaces it. */
export function versionOfNorm(recorded: RuleRecord | undefined, etag: string): Decision<number> {
  if (recorded === undefined || etag !== '') return nextVersion(recorded, etag);
  return new Refusal('already-exists', 'a norm begins at that time', {
    reason: 'NORM_EXISTS',
    violations: [{ field: 'norm.valid_from_time', rule: 'must not be that of another norm' }],
  });
}

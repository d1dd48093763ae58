import { checkEach, checkName, checkText, isDay, kyivDay, unless, type Violation } from '@safe-community/domain-kit';
import { checkLanguages } from './public-profile.ts';

/** A rank that an officer has held since a day ("2026-12-31"), by the order in `source`. */
export interface RankHeld {
  readonly rankCode: string;
  readonly since: string;
  readonly source: string;
}

export interface Certification {
  readonly certificationCode: string;
  readonly issued: string;
  /** Empty if it does not expire. */
  readonly expires: string;
}

/** Personnel data of an officer; stored encrypted. */
export interface PersonnelRecord {
  readonly policeUnit: string;
  /** Earliest first. */
  readonly ranks: readonly RankHeld[];
  /** Codes of ISO 639. */
  readonly languages: readonly string[];
  readonly certifications: readonly Certification[];
}

export const NO_RECORD: PersonnelRecord = { policeUnit: '', ranks: [], languages: [], certifications: [] };

/** A rank of the police and the days on which it exists. */
export interface Rank {
  readonly rankCode: string;
  readonly nameUk: string;
  readonly nameEn: string;
  /** From 1, the lowest. */
  readonly level: number;
  readonly validFrom: string;
  /** The first day on which it no longer exists; empty while it does. */
  readonly validTo: string;
  readonly source: string;
}

const MAX_RANKS = 20;
const MAX_CERTIFICATIONS = 100;

/** The violations of a record; fields are named as in the message. */
export function checkRecord(record: PersonnelRecord, ranks: readonly Rank[], now: Date): Violation[] {
  const today = kyivDay(now);
  return [
    ...checkText(record.policeUnit, 'police_unit', { most: 200 }),
    ...checkRanks(record.ranks, ranks, today),
    ...checkLanguages(record.languages, 'languages'),
    ...checkCertifications(record.certifications, today),
  ];
}

function checkRanks(held: readonly RankHeld[], known: readonly Rank[], today: string): Violation[] {
  return [
    ...unless(held.length <= MAX_RANKS, 'ranks', `must be at most ${MAX_RANKS}`),
    ...checkEach('ranks', held, ({ rankCode, since, source }, index) => [
      ...checkPastDay(since, 'since', today),
      ...unless(
        !isDay(since) || exists(rankCode, since, known),
        'rank_code',
        'must be a rank that existed on that day',
      ),
      ...unless(index === 0 || since > (held[index - 1]?.since ?? ''), 'since', 'must be after the rank before it'),
      ...checkName(source, 'source'),
    ]),
  ];
}

function exists(rankCode: string, day: string, known: readonly Rank[]): boolean {
  return known.some(
    (rank) => rank.rankCode === rankCode && rank.validFrom <= day && (rank.validTo === '' || day < rank.validTo),
  );
}

function checkCertifications(held: readonly Certification[], today: string): Violation[] {
  return [
    ...unless(held.length <= MAX_CERTIFICATIONS, 'certifications', `must be at most ${MAX_CERTIFICATIONS}`),
    ...checkEach('certifications', held, ({ certificationCode: code, issued, expires }, index) => [
      ...unless(/^[a-z0-9-]{2,60}$/.test(code), 'certification_code', 'must be 2 to 60 of a–z, 0–9 and "-"'),
      ...checkPastDay(issued, 'issued', today),
      ...unless(
        expires === '' || (isDay(expires) && expires > issued),
        'expires',
        'must be a day "YYYY-MM-DD" after issued, or empty',
      ),
      ...unless(
        held.findIndex((other) => other.certificationCode === code && other.issued === issued) === index,
        'certification_code',
        'must not be given twice for the same day',
      ),
    ]),
  ];
}

const EARLIEST = '1950-01-01';

function checkPastDay(day: string, field: string, today: string): Violation[] {
  const holds = isDay(day) && day >= EARLIEST && day <= today;
  return unless(holds, field, 'must be a day "YYYY-MM-DD" from 1950 on that is not in the future');
}

/** The first day on which a certification that is not renewed expires, or has expired; empty if none does. */
export function nextExpiry(certifications: readonly Certification[]): string {
  const last = new Map<string, string>();
  for (const { certificationCode: code, expires } of certifications) {
    const known = last.get(code);
    const isLater = known === undefined || (known !== '' && (expires === '' || expires > known));
    if (isLater) last.set(code, expires);
  }
  return [...last.values()].filter((day) => day !== '').toSorted()[0] ?? '';
}

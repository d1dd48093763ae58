import type { Language } from '../site/module.ts';

export type Words = Readonly<Record<Language, string>>;

/** Something that is true from a day on, and where it was read. */
export interface Dated {
  /** "2018-01-07"; {@link BEFORE} if the first day was not looked up. */
  readonly validFrom: string;
  /** The last day; absent while no end is known. */
  readonly validTo?: string;
  /** The day on which somebody last compared it with its source. */
  readonly checkedOn: string;
  readonly source: Source;
  /** The authority or the operator itself says it, and nothing newer contradicts that. */
  readonly isConfirmed: boolean;
}

/** In Ukrainian, as the source is. */
export interface Source {
  readonly publisher: string;
  readonly title: string;
  /** Absent for an act that its number names. */
  readonly url?: string;
}

/** Stands for an earlier or unknown first day. */
export const BEFORE = '2000-01-01';

/** Nobody may rely on what has not been looked at for longer. */
const MAX_MONTHS_UNCHECKED = 12;

export function holdsOn(day: string): (entry: Dated) => boolean {
  return ({ validFrom, validTo }) => validFrom <= day && (validTo === undefined || day <= validTo);
}

/** Whether a page may say it without a warning: a confirmation wears out. */
export function isReliable({ isConfirmed, checkedOn }: Dated, day: string): boolean {
  const [year = 0, month = 1] = checkedOn.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + MAX_MONTHS_UNCHECKED, Number(checkedOn.slice(8))));
  return isConfirmed && day <= last.toISOString().slice(0, 10);
}

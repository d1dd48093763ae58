import type { WorksKind } from './outcome.ts';

/** What the law allows of a kind of works. */
export interface WorksBounds {
  /** The one article for which they are imposed here. */
  readonly article: string;
  readonly hours: { readonly least: number; readonly most: number; readonly source: string };
  /** A day. */
  readonly perDay: { readonly adults: number; readonly minors: number; readonly source: string };
}

/** The code of administrative offences (КУпАП, no. 8073-X). */
export const WORKS_BOUNDS: Readonly<Record<WorksKind, WorksBounds>> = {
  // Суспільно корисні роботи. Art. 31-1: 120 to 360 hours, at most 8 a day, of minors 2; imposed for
  // art. 183-1, alimony that is not paid.
  socially_useful_works: {
    article: '183-1',
    hours: { least: 120, most: 360, source: 'КУпАП, art. 31-1' },
    perDay: { adults: 8, minors: 2, source: 'КУпАП, art. 31-1' },
  },
  // Громадські роботи. Art. 30-1 allows 20 to 60 hours, at most 4 a day, of minors 2; of these
  // art. 173-2, domestic violence, takes 30 to 40.
  community_works: {
    article: '173-2',
    hours: { least: 30, most: 40, source: 'КУпАП, art. 173-2' },
    perDay: { adults: 4, minors: 2, source: 'КУпАП, art. 30-1' },
  },
};

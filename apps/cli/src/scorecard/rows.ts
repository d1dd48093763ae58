import type { Scorecard, ScorecardRow } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';

/** The rows that a table of the terminal shows. */
export function listedRows({ rows }: Pick<Scorecard, 'rows'>): ScorecardRow[] {
  return rows.filter(({ shown }) => shown.includes('terminal'));
}

/** "Trust in the officers, %" */
export function titleOf({ titleUk, titleEn, unit }: Pick<ScorecardRow, 'titleUk' | 'titleEn' | 'unit'>): string {
  const title = say({ uk: titleUk, en: titleEn });
  return unit === 'per cent' ? `${title}, %` : title;
}

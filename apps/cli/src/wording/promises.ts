import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { Trend, Verdict, type ScorecardRow } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { asIs, say, type Text } from '../terminal/language.ts';
import { words } from './words.ts';

/** "fewer than in 2025", or "lower than in 2025" of a share. */
export function trendAgainst(trend: Trend, year: string, isShare: boolean): string {
  const [fewer, more] = isShare ? ['lower', 'higher'] : ['fewer', 'more'];
  if (trend === Trend.FEWER) return say({ uk: `менше, ніж у ${year}`, en: `${fewer} than in ${year}` });
  if (trend === Trend.MORE) return say({ uk: `більше, ніж у ${year}`, en: `${more} than in ${year}` });
  return say({ uk: 'без явних змін', en: 'no clear change' });
}

/** Whether a promise is kept. */
export const VERDICTS = words([
  [Verdict.REACHED, 'reached', 'досягнуто'],
  [Verdict.ON_THE_WAY, 'on the way', 'виконується'],
  [Verdict.LATE, 'late', 'відстає'],
  [Verdict.CANNOT_BE_TOLD, 'cannot be told from the target', 'не відрізнити від цілі'],
  [Verdict.NOT_MEASURED, 'not measured', 'не вимірюється'],
]);

const GROUPS: ReadonlyMap<string, Text> = new Map([
  ['lives', { uk: 'ЖИТТЯ', en: 'LIVES' }],
  ['near', { uk: 'ПОРУЧ', en: 'NEAR' }],
  ['on_time', { uk: 'ВЧАСНО', en: 'ON TIME' }],
  ['streets', { uk: 'ВУЛИЦІ', en: 'STREETS' }],
  ['protection', { uk: 'ЗАХИСТ', en: 'PROTECTION' }],
]);

/** What people care about; a group that a later version has added is its code. */
export function groupName(group: string): string {
  return say(GROUPS.get(group) ?? asIs(group.toUpperCase()));
}

/** Why a promise has no number, as far as its row says. */
export function whyUnknown({ measures, coverage }: Pick<ScorecardRow, 'measures' | 'coverage'>): Text {
  if (coverage?.completeness === Completeness.UNKNOWN) {
    return { uk: 'про це ще ніхто не повідомляє', en: 'nobody reports it yet' };
  }
  return measures.length > 0
    ? { uk: 'тут за ці дні нічого не обліковано', en: 'nothing was counted here in these days' }
    : { uk: 'за ці дні нічого не оприлюднено', en: 'nothing has been published or released of these days' };
}

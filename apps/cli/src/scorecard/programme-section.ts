import type { Scorecard, ScorecardRow } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { renderTable } from '../terminal/table.ts';
import { VERDICTS } from '../wording/promises.ts';
import { orDash, type Sources } from './marks.ts';
import { decimal, interval, official, share, whole } from './numbers.ts';
import { listedRows } from './rows.ts';

/** Officers, hromadas, cameras, and trust of a territory beside their targets, at the end of the period. */
export function programmeSection(scorecard: Scorecard, sources: Sources): string {
  const { countedUntil } = scorecard;
  const columns = [
    { heading: say({ uk: 'Показник', en: 'Target' }) },
    { heading: say({ uk: `На ${countedUntil}`, en: `On ${countedUntil}` }), align: 'right' },
    { heading: say({ uk: 'Ціль', en: 'Goal' }), align: 'right' },
    { heading: say({ uk: 'Досягнуто', en: 'Reached' }), align: 'right' },
    { heading: say({ uk: 'Висновок', en: 'Verdict' }) },
  ] as const;
  const near = listedRows(scorecard).filter(({ group }) => group === 'near');
  return renderTable(
    columns,
    near.map((row) => [
      say({ uk: row.titleUk, en: row.titleEn }),
      valueOf(row, sources),
      goalOf(row, sources),
      reached(row),
      orDash(row.verdict === 0 ? undefined : row.verdict, VERDICTS.nameOf),
    ]),
  );
}

/** What is not counted here was published. */
function valueOf(row: ScorecardRow, sources: Sources): string {
  const { value, sample, official: published } = row;
  if (value !== undefined) {
    const text = isPercent(row) ? `${decimal(value)} %` : whole(value);
    return sample === undefined ? text : `${text} (${interval(sample)})`;
  }
  if (published === undefined) return '—';
  const word = say({ uk: 'оприлюднено', en: 'published' });
  return `${word} ${official(published)}${isPercent(row) ? ' %' : ''}${sources.markOf(published)}`;
}

function goalOf(row: ScorecardRow, sources: Sources): string {
  const { target, due } = row;
  if (target === undefined) {
    const all = allOf(row);
    return all === undefined ? '—' : `${say({ uk: 'усі', en: 'all' })} ${whole(all)}`;
  }
  const by = due === '' ? '' : ` ${say({ uk: 'до', en: 'by' })} ${due.split('-').toReversed().join('.')}`;
  return `${official(target)}${isPercent(row) ? ' %' : ''}${by}${sources.markOf(target)}`;
}

/** A share of surveys is a part of nothing. */
function reached(row: ScorecardRow): string {
  const goal = row.target?.value ?? allOf(row);
  const { value, sample } = row;
  return value === undefined || goal === undefined || sample !== undefined ? '—' : share(value, goal);
}

/** All that there are, where that is the goal. */
function allOf(row: ScorecardRow): number | undefined {
  return isPercent(row) ? undefined : row.whole;
}

function isPercent({ unit }: ScorecardRow): boolean {
  return unit === 'per cent';
}

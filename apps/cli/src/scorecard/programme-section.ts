import {
  Promise as Promises,
  type PeriodScorecard,
  type PromiseMeasure,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { orDash, type Sources } from './marks.ts';
import { date, decimal, official, share, whole } from './numbers.ts';
import { say } from '../terminal/language.ts';
import { renderTable } from '../terminal/table.ts';

/** Officers, hromadas, cameras, and trust of a territory beside their targets, at the end of the period. */
export function programmeSection({ promises, countedUntil }: PeriodScorecard, sources: Sources): string {
  const columns = [
    { heading: say({ uk: 'Показник', en: 'Target' }) },
    { heading: say({ uk: `На ${countedUntil}`, en: `On ${countedUntil}` }), align: 'right' },
    { heading: say({ uk: 'Ціль', en: 'Goal' }), align: 'right' },
    { heading: say({ uk: 'Досягнуто', en: 'Reached' }), align: 'right' },
  ] as const;
  const rows = promises.flatMap((measure) => {
    const rowOf = ROWS.get(measure.promise);
    return rowOf === undefined ? [] : [rowOf(measure, sources)];
  });
  return renderTable(columns, rows);
}

const ROWS: ReadonlyMap<Promises, (measure: PromiseMeasure, sources: Sources) => string[]> = new Map([
  [Promises.COMMUNITY_OFFICERS, officersRow],
  [Promises.HROMADAS_COVERED, hromadasRow],
  [Promises.CAMERA_COVERAGE, camerasRow],
  [Promises.TRUST, trustRow],
]);

function reached({ current: value }: PromiseMeasure, goal: number | undefined): string {
  return value === undefined || goal === undefined ? '—' : share(value, goal);
}

function officersRow(measure: PromiseMeasure, sources: Sources): string[] {
  const { target } = measure;
  return [
    say({ uk: 'Офіцери громад, які служать', en: 'Community officers in service' }),
    orDash(measure.current, whole),
    target === undefined
      ? '—'
      : `${official(target)} ${say({ uk: 'до', en: 'by' })} ${date(target.periodEnd)}${sources.markOf(target)}`,
    reached(measure, target?.value),
  ];
}

function hromadasRow(measure: PromiseMeasure): string[] {
  return [
    say({ uk: 'Громади зі своїм офіцером', en: 'Hromadas with a named officer' }),
    orDash(measure.current, whole),
    measure.whole === undefined ? '—' : `${say({ uk: 'усі', en: 'all' })} ${whole(measure.whole)}`,
    reached(measure, measure.whole),
  ];
}

function camerasRow(measure: PromiseMeasure, sources: Sources): string[] {
  const { target } = measure;
  return [
    say({ uk: 'Патрульні з камерою', en: 'Patrol with body camera' }),
    orDash(measure.current, (value) => `${decimal(value)} %`),
    target === undefined ? '—' : `${official(target)} %${sources.markOf(target)}`,
    reached(measure, target?.value),
  ];
}

function trustRow({ official: observed, target }: PromiseMeasure, sources: Sources): string[] {
  const percent = (text: string): string => (text === '—' ? text : `${text} %`);
  const isReached =
    observed === undefined || target === undefined
      ? '—'
      : observed.value >= target.value
        ? say({ uk: 'так', en: 'yes' })
        : say({ uk: 'ні', en: 'no' });
  return [
    say({ uk: 'Довіра, за публікацією', en: 'Trust as published' }),
    `${percent(official(observed))}${sources.markOf(observed)}`,
    `${percent(official(target))}${sources.markOf(target)}`,
    isReached,
  ];
}

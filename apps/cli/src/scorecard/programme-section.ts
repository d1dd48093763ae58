import {
  Promise as Promises,
  type PeriodScorecard,
  type PromiseMeasure,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { split, type Sources } from './marks.ts';
import { date, official, share, whole } from './numbers.ts';
import { renderTable } from './table.ts';

/** Officers, hromadas, cameras, and trust of a territory beside their targets, at the end of the period. */
export function programmeSection({ promises, countedUntil }: PeriodScorecard, sources: Sources): string {
  const columns = [
    { heading: 'Target · Показник' },
    { heading: `On ${countedUntil} · На цей день`, align: 'right' },
    { heading: 'Goal · Ціль', align: 'right' },
    { heading: 'Reached · Досягнуто', align: 'right' },
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

/** Real data, or invented data where there is no other. */
function numberOf({ current, demonstration }: PromiseMeasure): number | undefined {
  return current ?? demonstration;
}

function reached(measure: PromiseMeasure, goal: number | undefined): string {
  const value = numberOf(measure);
  return value === undefined || goal === undefined ? '—' : share(value, goal);
}

function officersRow(measure: PromiseMeasure, sources: Sources): string[] {
  const { target } = measure;
  return [
    'Community officers in service · Офіцери громад, які служать',
    split(measure),
    target === undefined ? '—' : `${official(target)} by ${date(target.periodEnd)}${sources.markOf(target)}`,
    reached(measure, target?.value),
  ];
}

function hromadasRow(measure: PromiseMeasure): string[] {
  return [
    'Hromadas with a named officer · Громади зі своїм офіцером',
    split(measure),
    measure.whole === undefined ? '—' : `all ${whole(measure.whole)}`,
    reached(measure, measure.whole),
  ];
}

function camerasRow(measure: PromiseMeasure, sources: Sources): string[] {
  const { target } = measure;
  const percent = (value: number | bigint) => `${Number(value).toFixed(1)} %`;
  return [
    'Patrol with body camera · Патрульні з камерою',
    split(measure, percent),
    target === undefined ? '—' : `${official(target)} %${sources.markOf(target)}`,
    reached(measure, target?.value),
  ];
}

function trustRow({ official: observed, target }: PromiseMeasure, sources: Sources): string[] {
  const percent = (text: string): string => (text === '—' ? text : `${text} %`);
  const isReached =
    observed === undefined || target === undefined ? '—' : observed.value >= target.value ? 'yes' : 'no';
  return [
    'Trust as published · Довіра, за публікацією',
    `${percent(official(observed))}${sources.markOf(observed)}`,
    `${percent(official(target))}${sources.markOf(target)}`,
    isReached,
  ];
}

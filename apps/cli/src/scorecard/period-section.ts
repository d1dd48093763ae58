import { TargetArea, TargetGoal, TargetStatus } from '@safe-community/contracts/incidents/v1/response_target.ts';
import type { SurveySample } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  ForecastMethod,
  type Forecast,
  type PeriodScorecard,
  type PromiseMeasure,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { nameOfPromise, nameOfTrend } from '../wording/promises.ts';
import { DEMONSTRATION_MARK, type Sources } from './marks.ts';
import { interval, isoDate, official, whole } from './numbers.ts';
import { renderTable } from './table.ts';

/** What all figures of a scorecard are of. */
export function periodLine({ territoryCode, firstDay, lastDay, countedUntil, knownOn }: PeriodScorecard): string {
  const known = knownOn === '' ? '' : `, as known on ${knownOn}`;
  return `${territoryCode} from ${firstDay} to ${lastDay}, counted until ${countedUntil}${known}`;
}

/** The promises in a territory and period, and what the changes since 2020 mean. */
export function promisesSection(period: PeriodScorecard, sources: Sources): string {
  const { promises, ratios } = period;
  return [
    renderTable(
      columnsOf(promises),
      promises.map((measure) => rowOf(measure, period, sources)),
    ),
    ...promises.flatMap(coverageOf),
    ...promises.flatMap(sampleOf),
    ...promises.flatMap(rulesOf),
    ...ratios.flatMap(({ sentenceUk, sentenceEn }) => [sentenceUk, sentenceEn]),
  ].join('\n');
}

function coverageOf({ promise, coveredFrom, coveredTo }: PromiseMeasure): string[] {
  if (coveredFrom === '') return [];
  const { en, uk } = nameOfPromise(promise);
  return [`${en} · ${uk}: ${coveredFrom} – ${coveredTo}`];
}

/** How far a share of surveys may be trusted. */
function sampleOf({ promise, sample, current }: PromiseMeasure): string[] {
  if (sample === undefined) return [];
  const { en, uk } = nameOfPromise(promise);
  const [people, effective] = [whole(sample.size), whole(Math.round(sample.effectiveSize))];
  const mark = current === undefined ? ` ${DEMONSTRATION_MARK}` : '';
  return [
    `${en} · ${uk}: ${interval(sample)} with 95 % confidence, ${people} people asked (as precise as ${effective})${mark}`,
    `${uk}: ${interval(sample)} з імовірністю 95 %, опитано людей: ${people} (за точністю як ${effective})${mark}`,
  ];
}

/** "recommended, not confirmed" says how much a rule is worth. */
function rulesOf({ promise, rules }: PromiseMeasure): string[] {
  const { en, uk } = nameOfPromise(promise);
  return rules.map(({ minutes, ownPromise, validFrom, status, confirmed, targetClass, area, goal }) => {
    const word = ownPromise ? 'promise of the hromada · обіцянка громади' : (STATUSES.get(status) ?? String(status));
    const doubt = confirmed ? '' : ', not confirmed · не звірено';
    // The promise names what is repaired; arrivals have several rules.
    const scope = goal === TargetGoal.ARRIVAL ? [targetClass, AREAS.get(area) ?? ''].filter((each) => each !== '') : [];
    const of = scope.length === 0 ? '' : ` (${scope.join(', ')})`;
    return `${en} · ${uk}: ≤ ${whole(minutes * 60)} s${of}, ${word}, ${validFrom}${doubt}`;
  });
}

const AREAS: ReadonlyMap<TargetArea, string> = new Map([
  [TargetArea.URBAN, 'urban · місто'],
  [TargetArea.RURAL, 'rural · село'],
]);

const STATUSES: ReadonlyMap<TargetStatus, string> = new Map([
  [TargetStatus.BINDING, 'binding · обов’язково'],
  [TargetStatus.RECOMMENDED, 'recommended · рекомендовано'],
  [TargetStatus.ANNOUNCED, 'announced · оголошено'],
  [TargetStatus.NOT_STATED, 'status not stated · статус не встановлено'],
]);

function columnsOf(promises: readonly PromiseMeasure[]) {
  const baselines = promises[0]?.baselines ?? [];
  return [
    { heading: 'Promise · Обіцянка' },
    { heading: 'Counted · Обліковано', align: 'right' },
    { heading: 'Official · Офіційно', align: 'right' },
    { heading: 'Target · Ціль', align: 'right' },
    ...baselines.map(({ firstDay, lastDay }) => ({ heading: `${firstDay} – ${lastDay}`, align: 'right' as const })),
    { heading: 'Against last year · До торік' },
    { heading: 'Forecast · Прогноз', align: 'right' },
  ] as const;
}

function rowOf(measure: PromiseMeasure, period: PeriodScorecard, sources: Sources): string[] {
  // What is not released has no baselines.
  const columns = period.promises[0]?.baselines.length ?? 0;
  const { promise, current, demonstration, baselines, trend, forecast, sample } = measure;
  const { en, uk } = nameOfPromise(promise);
  const invented = demonstration === undefined ? '' : ` (+ ${counted(demonstration, sample)} ${DEMONSTRATION_MARK})`;
  const published = [
    `${official(measure.official)}${sources.markOf(measure.official)}${daysOf(measure.official, period)}`,
    `${official(measure.target)}${sources.markOf(measure.target)}`,
  ];
  return [
    `${en} · ${uk}`,
    `${counted(current, sample)}${invented}`,
    ...published,
    ...baselines.map(({ official: figure, ...baseline }) => {
      const own = counted(baseline.counted, baseline.sample);
      return figure === undefined ? own : `${own}; year: ${official(figure)}${sources.markOf(figure)}`;
    }),
    ...Array.from({ length: columns - baselines.length }, () => '—'),
    nameOfTrend(trend),
    forecast === undefined ? '—' : forecastText(forecast),
  ];
}

/** The days of a published figure, if they are not those of the period. */
function daysOf(figure: OfficialFigure | undefined, { firstDay, lastDay }: PeriodScorecard): string {
  const [first, last] = [isoDate(figure?.periodStart), isoDate(figure?.periodEnd)];
  if (figure === undefined || (first === firstDay && last === lastDay)) return '';
  return first === last ? ` (${last})` : ` (${first} – ${last})`;
}

/** A share of surveys never stands without its interval. */
function counted(value: number | undefined, sample: SurveySample | undefined): string {
  if (value === undefined) return '—';
  const rounded = whole(Math.round(value * 10) / 10);
  return sample === undefined ? rounded : `${rounded} (${interval(sample)})`;
}

function forecastText({ method, value, low, high }: Forecast): string {
  const by = method === ForecastMethod.SEASONAL ? 'by last year’s season' : 'days alike';
  return `${whole(Math.round(value))} (${whole(low)}–${whole(high)}, ${by})`;
}

import { TargetStatus } from '@safe-community/contracts/incidents/v1/response_target.ts';
import {
  ForecastMethod,
  type Forecast,
  type PeriodScorecard,
  type PromiseMeasure,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { nameOfPromise, nameOfTrend } from '../wording/promises.ts';
import { DEMONSTRATION_MARK, type Sources } from './marks.ts';
import { official, whole } from './numbers.ts';
import { renderTable } from './table.ts';

/** The promises in a territory and period, and what the changes since 2020 mean. */
export function periodSection(period: PeriodScorecard, sources: Sources): string {
  const { territoryCode, firstDay, lastDay, countedUntil, knownOn, promises, ratios } = period;
  const known = knownOn === '' ? '' : `, as known on ${knownOn}`;
  return [
    `${territoryCode} from ${firstDay} to ${lastDay}, counted until ${countedUntil}${known}`,
    renderTable(
      columnsOf(promises),
      promises.map((measure) => rowOf(measure, sources, promises[0]?.baselines.length ?? 0)),
    ),
    ...promises.flatMap(coverageOf),
    ...promises.flatMap(rulesOf),
    ...ratios.flatMap(({ sentenceUk, sentenceEn }) => [sentenceUk, sentenceEn]),
  ].join('\n');
}

function coverageOf({ promise, coveredFrom, coveredTo }: PromiseMeasure): string[] {
  if (coveredFrom === '') return [];
  const { en, uk } = nameOfPromise(promise);
  return [`${en} · ${uk}: ${coveredFrom} – ${coveredTo}`];
}

/** "recommended, not confirmed" says how much a rule is worth. */
function rulesOf({ promise, rules }: PromiseMeasure): string[] {
  const { en, uk } = nameOfPromise(promise);
  return rules.map(({ minutes, ownPromise, validFrom, status, confirmed }) => {
    const word = ownPromise ? 'promise of the hromada · обіцянка громади' : (STATUSES.get(status) ?? String(status));
    const doubt = confirmed ? '' : ', not confirmed · не звірено';
    return `${en} · ${uk}: ≤ ${whole(minutes * 60)} s, ${word}, ${validFrom}${doubt}`;
  });
}

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

/** @param columns of baselines: what is not released has none. */
function rowOf(measure: PromiseMeasure, sources: Sources, columns: number): string[] {
  const { promise, current, demonstration, baselines, trend, forecast } = measure;
  const { en, uk } = nameOfPromise(promise);
  const invented = demonstration === undefined ? '' : ` (+ ${rounded(demonstration)} ${DEMONSTRATION_MARK})`;
  const published = [measure.official, measure.target].map((figure) => `${official(figure)}${sources.markOf(figure)}`);
  return [
    `${en} · ${uk}`,
    `${current === undefined ? '—' : rounded(current)}${invented}`,
    ...published,
    ...baselines.map(({ counted, official: figure }) => {
      const own = counted === undefined ? '—' : rounded(counted);
      return figure === undefined ? own : `${own}; year: ${official(figure)}${sources.markOf(figure)}`;
    }),
    ...Array.from({ length: columns - baselines.length }, () => '—'),
    nameOfTrend(trend),
    forecast === undefined ? '—' : forecastText(forecast),
  ];
}

function rounded(value: number): string {
  return whole(Math.round(value * 10) / 10);
}

function forecastText({ method, value, low, high }: Forecast): string {
  const by = method === ForecastMethod.SEASONAL ? 'by last year’s season' : 'days alike';
  return `${whole(Math.round(value))} (${whole(low)}–${whole(high)}, ${by})`;
}

import { TargetArea, TargetGoal } from '@safe-community/contracts/incidents/v1/response_target.ts';
import type { SurveySample } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  ForecastMethod,
  type Forecast,
  type Scorecard,
  type ScorecardRow,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { TRENDS, VERDICTS } from '../wording/promises.ts';
import { targetNames, NOT_CONFIRMED } from '../wording/targets.ts';
import { duration } from '../time/show-time.ts';
import type { Sources } from './marks.ts';
import { interval, isoDate, official, oneDigit, whole } from './numbers.ts';
import { listedRows, titleOf } from './rows.ts';
import { renderTable } from '../terminal/table.ts';

/** What all figures of a scorecard are of. */
export function periodLine({ territoryCode, firstDay, lastDay, countedUntil, knownOn }: Scorecard): string {
  const known = knownOn === '' ? '' : say({ uk: `, за відомостями на ${knownOn}`, en: `, as known on ${knownOn}` });
  return say({
    uk: `${territoryCode} від ${firstDay} до ${lastDay}, обліковано до ${countedUntil}${known}`,
    en: `${territoryCode} from ${firstDay} to ${lastDay}, counted until ${countedUntil}${known}`,
  });
}

/** The promises in a territory and period, and what the changes since 2020 mean. */
export function promisesSection(scorecard: Scorecard, sources: Sources): string {
  const rows = listedRows(scorecard);
  return [
    renderTable(
      columnsOf(rows),
      rows.map((row) => cellsOf(row, scorecard, sources)),
    ),
    ...rows.flatMap(coverageOf),
    ...rows.flatMap(sampleOf),
    ...rows.flatMap(rulesOf),
    ...scorecard.ratios.map(({ sentenceUk, sentenceEn }) => say({ uk: sentenceUk, en: sentenceEn })),
  ].join('\n');
}

function coverageOf(row: ScorecardRow): string[] {
  if (row.coveredFrom === '') return [];
  return [`${titleOf(row)}: ${row.coveredFrom} – ${row.coveredTo}`];
}

/** How far a share of surveys may be trusted. */
function sampleOf(row: ScorecardRow): string[] {
  const { sample } = row;
  if (sample === undefined) return [];
  const [people, effective] = [whole(sample.size), whole(Math.round(sample.effectiveSize))];
  return [
    `${titleOf(row)}: ${say({
      uk: `${interval(sample)} з імовірністю 95 %, опитано людей: ${people} (за точністю як ${effective})`,
      en: `${interval(sample)} with 95 % confidence, ${people} people asked (as precise as ${effective})`,
    })}`,
  ];
}

/** "recommended, not confirmed" says how much a rule is worth. */
function rulesOf(row: ScorecardRow): string[] {
  return row.rules.map((rule) => {
    const { minutes, ownPromise, validFrom, confirmed, targetClass, area, goal } = rule;
    const names = targetNames(rule);
    const word = ownPromise ? say({ uk: 'обіцянка громади', en: 'promise of the hromada' }) : names.status;
    const doubt = confirmed ? '' : `, ${say(NOT_CONFIRMED)}`;
    // The promise names what is repaired; arrivals have several rules.
    const isOfArea = area === TargetArea.URBAN || area === TargetArea.RURAL;
    const scope = [targetClass, isOfArea ? names.area : ''].filter((each) => each !== '');
    const of = goal === TargetGoal.ARRIVAL && scope.length > 0 ? ` (${scope.join(', ')})` : '';
    return `${titleOf(row)}: ≤ ${duration(minutes * 60)}${of}, ${word}, ${validFrom}${doubt}`;
  });
}

function columnsOf(rows: readonly ScorecardRow[]) {
  const baselines = rows[0]?.baselines ?? [];
  return [
    { heading: say({ uk: 'Обіцянка', en: 'Promise' }) },
    { heading: say({ uk: 'Обліковано', en: 'Counted' }), align: 'right' },
    { heading: say({ uk: 'Офіційно', en: 'Official' }), align: 'right' },
    { heading: say({ uk: 'Ціль', en: 'Target' }), align: 'right' },
    ...baselines.map(({ firstDay, lastDay }) => ({ heading: `${firstDay} – ${lastDay}`, align: 'right' as const })),
    { heading: say({ uk: 'До торік', en: 'Against last year' }) },
    { heading: say({ uk: 'Прогноз', en: 'Forecast' }), align: 'right' },
    { heading: say({ uk: 'Висновок', en: 'Verdict' }) },
  ] as const;
}

function cellsOf(row: ScorecardRow, scorecard: Scorecard, sources: Sources): string[] {
  // What is not released has no baselines.
  const columns = listedRows(scorecard)[0]?.baselines.length ?? 0;
  const { unit, value, baselines, trend, forecast, sample, verdict } = row;
  const published = [
    `${official(row.official)}${sources.markOf(row.official)}${daysOf(row.official, scorecard)}`,
    `${official(row.target)}${sources.markOf(row.target)}`,
  ];
  return [
    titleOf(row),
    counted(unit, value, sample),
    ...published,
    ...baselines.map(({ official: figure, ...baseline }) => {
      const own = counted(unit, baseline.counted, baseline.sample);
      return figure === undefined
        ? own
        : `${own}; ${say({ uk: 'рік', en: 'year' })}: ${official(figure)}${sources.markOf(figure)}`;
    }),
    ...Array.from({ length: columns - baselines.length }, () => '—'),
    trend === 0 ? '—' : TRENDS.nameOf(trend),
    forecast === undefined ? '—' : forecastText(unit, forecast),
    verdict === 0 ? '—' : VERDICTS.nameOf(verdict),
  ];
}

/** The days of a published figure, if they are not those of the period. */
function daysOf(figure: OfficialFigure | undefined, { firstDay, lastDay }: Scorecard): string {
  const [first, last] = [isoDate(figure?.periodStart), isoDate(figure?.periodEnd)];
  if (figure === undefined || (first === firstDay && last === lastDay)) return '';
  return first === last ? ` (${last})` : ` (${first} – ${last})`;
}

/** A share of surveys never stands without its interval. */
function counted(unit: string, value: number | undefined, sample: SurveySample | undefined): string {
  if (value === undefined) return '—';
  const rounded = unit === 'seconds' ? duration(value) : oneDigit(value);
  return sample === undefined ? rounded : `${rounded} (${interval(sample)})`;
}

function forecastText(unit: string, { method, value, low, high }: Forecast): string {
  const text = (number: number) => (unit === 'seconds' ? duration(number) : whole(Math.round(number)));
  const by = say(method === ForecastMethod.SEASONAL ? SEASONAL : ALIKE);
  return `${text(value)} (${text(low)}–${text(high)}, ${by})`;
}

const SEASONAL = { uk: 'за торішнім сезоном', en: 'by last year’s season' };
const ALIKE = { uk: 'дні однакові', en: 'days alike' };

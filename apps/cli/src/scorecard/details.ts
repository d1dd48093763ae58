import { TargetArea, TargetGoal } from '@safe-community/contracts/incidents/v1/response_target.ts';
import {
  ForecastMethod,
  type Scorecard,
  type ScorecardRow,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { duration } from '../time/show-time.ts';
import { NOT_CONFIRMED, targetNames } from '../wording/targets.ts';
import { dates, interval, whole } from './numbers.ts';
import { boundText, isSummed, joined, trendText, valueText } from './row.ts';

/** What a row rests on: earlier numbers, the forecast, the rules, and what the deaths mean. */
export function detailsOf(row: ScorecardRow, { ratios }: Scorecard): string[] {
  const sentences = ratios.filter(({ cause }) => cause === row.id);
  return [
    ...earlierOf(row),
    ...forecastOf(row),
    ...rulesOf(row),
    ...(row.leftOutUk === '' ? [] : [say({ uk: row.leftOutUk, en: row.leftOutEn })]),
    ...sentences.map(({ sentenceUk, sentenceEn }) => say({ uk: sentenceUk, en: sentenceEn })),
  ];
}

function earlierOf(row: ScorecardRow): string[] {
  const known = row.baselines.flatMap(({ firstDay, lastDay, counted, sample, coverage }) => {
    if (counted === undefined) return [];
    return [
      `${dates(firstDay, lastDay)}: ${isSummed(row) ? boundText(valueText(row, counted), coverage) : valueText(row, counted)}${sample ? ` (${interval(sample)})` : ''}`,
    ];
  });
  const text = joined([...known, trendText(row)]);
  return text === '' ? [] : [text];
}

function forecastOf({ forecast }: ScorecardRow): string[] {
  if (forecast === undefined) return [];
  const { method, value, low, high } = forecast;
  const [about, least, most] = [value, low, high].map((number) => whole(Math.round(number)));
  const by = say(method === ForecastMethod.SEASONAL ? SEASONAL : ALIKE);
  return [say({ uk: `прогноз ${about} (${least}–${most}, ${by})`, en: `forecast ${about} (${least}–${most}, ${by})` })];
}

const SEASONAL = { uk: 'за торішніми сезонами', en: 'following last year’s seasons' };
const ALIKE = { uk: 'за рівного темпу', en: 'at an even pace' };

/** "recommended, not confirmed" says how much a rule is worth. */
function rulesOf({ rules }: ScorecardRow): string[] {
  return rules.map((rule) => {
    const { minutes, ownPromise, validFrom, confirmed, targetClass, area, goal } = rule;
    const names = targetNames(rule);
    const word = ownPromise ? say({ uk: 'обіцянка громади', en: 'promise of the hromada' }) : names.status;
    const doubt = confirmed ? '' : `, ${say(NOT_CONFIRMED)}`;
    // The promise names what is repaired; arrivals have several rules.
    const isOfArea = area === TargetArea.URBAN || area === TargetArea.RURAL;
    const scope = [targetClass, isOfArea ? names.area : ''].filter((each) => each !== '');
    const of = goal === TargetGoal.ARRIVAL && scope.length > 0 ? ` (${scope.join(', ')})` : '';
    return `≤ ${duration(minutes * 60)}${of}, ${word}, ${validFrom}${doubt}`;
  });
}

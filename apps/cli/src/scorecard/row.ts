import { sparkline } from '@safe-community/charts/text';
import { Completeness, type Coverage } from '@safe-community/contracts/statistics/v1/coverage.ts';
import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  Direction,
  Trend,
  Verdict,
  type CauseRatio,
  type Scorecard,
  type ScorecardRow,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { duration } from '../time/show-time.ts';
import { trendAgainst, VERDICTS } from '../wording/promises.ts';
import { barOf, type Entry } from './layout.ts';
import { dates, dotted, interval, isoDate, official, oneDigit, whole } from './numbers.ts';

/** Of which scorecard a row is. */
export interface OfScorecard extends Pick<Scorecard, 'ratios'> {
  readonly isDemonstration: boolean;
}

export function titleOf({ titleUk, titleEn }: Pick<ScorecardRow, 'titleUk' | 'titleEn'>): string {
  return say({ uk: titleUk, en: titleEn });
}

/** What is counted, and what was published: each on its own, never mixed. None where nothing is known. */
export function entriesOf(row: ScorecardRow, { ratios, isDemonstration }: OfScorecard): Entry[] {
  const ofRow = ratios.filter(({ cause }) => cause === row.id);
  const { value } = row;
  const counted = value === undefined || isUnknown(row.coverage) ? [] : [countedEntry(row, value, ofRow)];
  // A lower bound does not answer what a published number does, and nor do invented people.
  const isFirst = counted.length === 0 || isIncomplete(row.coverage) || isDemonstration;
  const published = publishedEntries(row, ofRow, { isCounted: counted.length > 0, isFirst });
  if (!isFirst || published.length === 0) return [...counted, ...published];
  const word = say({ uk: 'за повідомленнями', en: 'from reports' });
  return [...published, ...counted.map((entry) => ({ ...entry, title: `  ${word}` }))];
}

const OFFICIAL = { uk: 'офіційно', en: 'official' };

function isUnknown(coverage: Coverage | undefined): boolean {
  return coverage?.completeness === Completeness.UNKNOWN;
}

export function isIncomplete(coverage: Coverage | undefined): boolean {
  return coverage?.completeness === Completeness.INCOMPLETE;
}

/** "at least 8" of a lower bound. */
export function boundText(text: string, coverage: Coverage | undefined): string {
  return isIncomplete(coverage) ? say({ uk: `щонайменше ${text}`, en: `at least ${text}` }) : text;
}

/** A time or a share that rests on a part of the cases is no lower bound. */
export function isSummed({ unit }: Pick<ScorecardRow, 'unit'>): boolean {
  return unit !== 'seconds' && unit !== 'per cent';
}

/** For whom an incomplete number is reported. */
export function coveredText({ coveredPercent }: Coverage): string {
  // Never 100 % of what is incomplete.
  const percent = oneDigit(Math.floor(coveredPercent * 10) / 10);
  return say(
    coveredPercent < 0.1
      ? { uk: 'ніде не повідомлено повністю', en: 'nowhere reported in full' }
      : { uk: `дані про ${percent} % населення`, en: `reported for ${percent} % of the population` },
  );
}

/** For whom an incomplete number is reported, and of how many incidents nobody has said the outcome; empty otherwise. */
function coverageText({ coverage, outcomesOpen = 0n }: ScorecardRow): string {
  const open = whole(outcomesOpen);
  return joined([
    coverage !== undefined && isIncomplete(coverage) ? coveredText(coverage) : '',
    outcomesOpen === 0n ? '' : say({ uk: `наслідки ще невідомі: ${open}`, en: `outcomes not known yet: ${open}` }),
  ]);
}

function countedEntry(row: ScorecardRow, value: number, ratios: readonly CauseRatio[]): Entry {
  const { coveredFrom, coveredTo, baselines } = row;
  // A lower bound beside whole numbers would look like a fall.
  const wholeOf = (number: number | undefined, coverage: Coverage | undefined) =>
    isIncomplete(coverage) || isUnknown(coverage) ? undefined : number;
  const earlier = baselines.map(({ counted, coverage }) => wholeOf(counted, coverage)).toReversed();
  return {
    title: titleOf(row),
    figure: isSummed(row) ? boundText(countedText(row, value), row.coverage) : countedText(row, value),
    picture: barOfRow(row, value) ?? sparkOf([...earlier, wholeOf(value, row.coverage)]),
    remark: joined([
      coverageText(row),
      coveredFrom === '' ? '' : dates(coveredFrom, coveredTo),
      judgement(row) ?? joined([trendText(row), ...ratios.filter((ratio) => !ratio.official).map(ratioText)]),
    ]),
    tone: toneOf(row),
  };
}

/** Of a state, only where it is not counted; of years, the last one. */
function publishedEntries(
  row: ScorecardRow,
  ratios: readonly CauseRatio[],
  { isCounted, isFirst }: { readonly isCounted: boolean; readonly isFirst: boolean },
): Entry[] {
  const years = row.baselines.map((baseline) => baseline.official);
  const latest = row.official ?? years.find((figure) => figure !== undefined);
  if (latest === undefined || (isCounted && isState(latest))) return [];
  const [ratio] = ratios.filter((each) => each.official);
  const ofRatio = Number(ratio?.lastDay.slice(0, 4) ?? 0);
  const year = latest.periodEnd?.year ?? 0;
  return [
    {
      title: isFirst ? titleOf(row) : `  ${say(OFFICIAL)}`,
      figure: ratio && ofRatio > year ? inYear(whole(ratio.deaths), ofRatio) : publishedText(row, latest),
      picture: sparkOf([...years.toReversed(), row.official].map((figure) => figure && valueOfYear(figure))),
      remark: joined([
        isFirst ? say(OFFICIAL) : '',
        (isState(latest) && judgement(row)) || '',
        ratio && ofRatio >= year ? ratioText(ratio) : '',
      ]),
      tone: isState(latest) ? toneOf(row) : undefined,
    },
  ];
}

function isState({ periodStart, periodEnd }: OfficialFigure): boolean {
  return isoDate(periodStart) === isoDate(periodEnd);
}

/** Undefined of a part of a year, which nothing else can be compared with. */
function valueOfYear({ periodStart, periodEnd, value }: OfficialFigure): number | undefined {
  const isYear = isoDate(periodStart).endsWith('-01-01') && isoDate(periodEnd).endsWith('-12-31');
  return isYear ? value : undefined;
}

/** "632 of 2,000"; a share of surveys never stands without its interval and the people asked. */
function countedText(row: ScorecardRow, value: number): string {
  const { sample, whole: all, target } = row;
  if (sample !== undefined) {
    const asked = say({ uk: `опитано ${whole(sample.size)}`, en: `${whole(sample.size)} asked` });
    return `${oneDigit(value)} % (${interval(sample)}) ${asked}`;
  }
  const text = valueText(row, value);
  const goal = isFewer(row) ? undefined : target === undefined ? all && whole(all) : official(target);
  if (goal === undefined || (isShare(row) && target === undefined)) return text;
  const of = `${goal}${isShare(row) ? ' %' : ''}`;
  return say({ uk: `${text} із ${of}`, en: `${text} of ${of}` });
}

export function valueText(row: ScorecardRow, value: number): string {
  if (row.unit === 'seconds') return duration(value);
  return `${oneDigit(value)}${isShare(row) ? ' %' : ''}`;
}

/** "over 70 % in 2021" */
export function publishedText({ unit }: Pick<ScorecardRow, 'unit'>, figure: OfficialFigure): string {
  const text = `${official(figure)}${unit === 'per cent' ? ' %' : ''}`;
  const { periodStart, periodEnd } = figure;
  const isOfYear = valueOfYear(figure) !== undefined || isState(figure);
  return isOfYear ? inYear(text, periodEnd?.year ?? 0) : `${text}, ${dates(isoDate(periodStart), isoDate(periodEnd))}`;
}

function inYear(text: string, year: number): string {
  return say({ uk: `${text} у ${year}`, en: `${text} in ${year}` });
}

/** Undefined where no number was promised. */
function judgement(row: ScorecardRow): string | undefined {
  const { verdict, target, due, sample, value } = row;
  if (verdict === Verdict.UNSPECIFIED || verdict === Verdict.NOT_MEASURED) return undefined;
  const isGoalShown = value !== undefined && sample === undefined && !isFewer(row);
  const goal = target === undefined || isGoalShown ? '' : `${official(target)}${isShare(row) ? ' %' : ''}`;
  const isOpen = verdict === Verdict.LATE || verdict === Verdict.ON_THE_WAY;
  return joined([
    `${VERDICTS.nameOf(verdict)}${goal === '' ? '' : say({ uk: ` (ціль ${goal})`, en: ` (goal ${goal})` })}`,
    due === '' || !isOpen ? '' : say({ uk: `строк ${dotted(due)}`, en: `due ${dotted(due)}` }),
  ]);
}

function toneOf({ verdict }: ScorecardRow): Entry['tone'] {
  if (verdict === Verdict.LATE) return 'red';
  return verdict === Verdict.REACHED ? 'green' : undefined;
}

/** Against the same days of the year before. */
export function trendText({ trend, baselines, unit }: ScorecardRow): string {
  const year = baselines[0]?.firstDay.slice(0, 4) ?? '';
  return trend === 0 ? '' : trendAgainst(trend, year, unit === 'per cent');
}

/** "8.2 % below 2020 (3.6–12.7 %)" */
function ratioText({ ratio, trend }: CauseRatio): string {
  if (ratio === undefined) return '';
  const { value, low, high } = ratio;
  if (trend === Trend.NO_CLEAR_CHANGE || !Number.isFinite(high)) return trendAgainst(trend, '2020', false);
  const percent = (of: number) => 100 * Math.abs(of - 1);
  const [least, most] = [percent(low), percent(high)].toSorted((one, other) => one - other);
  const change = `${oneDigit(percent(value))} %`;
  const range = `(${interval({ low: least ?? 0, high: most ?? 0 })} %)`;
  return value < 1
    ? say({ uk: `на ${change} менше за 2020 ${range}`, en: `${change} below 2020 ${range}` })
    : say({ uk: `на ${change} більше за 2020 ${range}`, en: `${change} above 2020 ${range}` });
}

/** A share of all, or of the goal; what is to become fewer has none. */
function barOfRow(row: ScorecardRow, value: number): string | undefined {
  if (row.better !== Direction.MORE) return undefined;
  const all = isShare(row) ? 100 : (row.target?.value ?? row.whole);
  return all === undefined || all === 0 ? undefined : barOf(value / all);
}

const MIN_FOR_SPARK = 3;

/** Nothing with a gap: it would look like a zero. */
function sparkOf(values: readonly (number | undefined)[]): string {
  return values.length < MIN_FOR_SPARK || values.includes(undefined) ? '' : sparkline(values);
}

function isShare({ unit }: ScorecardRow): boolean {
  return unit === 'per cent';
}

function isFewer({ better }: ScorecardRow): boolean {
  return better === Direction.FEWER;
}

export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

import type { CalendarDay } from '../site/module.ts';
import type { Published, RatioView, RowView, ScorecardView } from './scorecard.ts';

/** Which number is the answer. The other one has a line of its own: they are never compared. */
type Answer =
  | { readonly answer: 'counted'; readonly counted: CountedNumber; readonly published: Published | undefined }
  | { readonly answer: 'published'; readonly counted: CountedNumber | undefined; readonly published: Published };

/** A promise of which something is known. */
export type Card = Answer & {
  readonly row: RowView;
  /** Against 2020, of the number that is the answer. */
  readonly ratio: RatioView | undefined;
  readonly badge: Badge | undefined;
};

interface CountedNumber {
  readonly value: number;
  /** It rests on a part of the reports. */
  readonly isIncomplete: boolean;
  /** At least so many; a time or a share of a part of the cases is none. */
  readonly isLowerBound: boolean;
  /** Undefined if it is not known of everybody. */
  readonly yearBefore: number | undefined;
}

/** The word that says how it stands, and whether that is good. */
export type Badge =
  | { readonly kind: 'verdict'; readonly word: NonNullable<RowView['verdict']>; readonly tone: Tone }
  | { readonly kind: 'incomplete'; readonly tone: Tone }
  | { readonly kind: 'trend' | 'since2020'; readonly word: NonNullable<RowView['trend']>; readonly tone: Tone };

type Tone = 'good' | 'bad' | 'doubt' | 'plain';

/** A promise without a number, and why. */
export interface Unmeasured {
  readonly row: RowView;
  readonly reason: 'nobody_reports' | 'nothing_counted' | 'nothing_published';
}

export interface CardGroup {
  /** A group that a later version has added is shown as well. */
  readonly group: string;
  readonly cards: readonly Card[];
}

const GROUPS = ['lives', 'on_time', 'near', 'streets', 'protection'] as const;

/** All promises of the pages: those with a number by what people care about, the others apart. */
export function cardsOf(view: ScorecardView, isDemonstration: boolean) {
  const listed = view.rows.filter(({ isListed }) => isListed);
  const found = listed.map((row) => cardOf(row, view.ratios, isDemonstration));
  const cards = found.flatMap((each) => ('answer' in each ? [each] : []));
  const order = (group: string) =>
    (GROUPS.findIndex((each) => each === group) + GROUPS.length + 1) % (GROUPS.length + 1);
  const groups: CardGroup[] = [...Map.groupBy(cards, ({ row }) => row.group)]
    .map(([group, inGroup]) => ({ group, cards: inGroup }))
    .toSorted((a, b) => order(a.group) - order(b.group));
  return { groups, unmeasured: found.flatMap((each) => ('reason' in each ? [each] : [])) };
}

function cardOf(row: RowView, ratios: readonly RatioView[], isDemonstration: boolean): Card | Unmeasured {
  const ofRow = ratios.filter(({ cause }) => cause === row.id);
  const answer = answerOf(countedOf(row), publishedOf(row, ofRow), isDemonstration);
  if (answer === undefined) return { row, reason: whyUnknown(row) };
  const ratio = ofRow.find(({ isOfficial }) => isOfficial === (answer.answer === 'published'));
  return { ...answer, row, ratio, badge: badgeOf(answer, row, ratio) };
}

function countedOf({ id, unit, value, sample, coverage, yearBefore }: RowView): CountedNumber | undefined {
  // A share of surveys never stands without its interval.
  const isBare = id === 'trust' && sample === undefined;
  if (value === undefined || coverage?.completeness === 'unknown' || isBare) return undefined;
  const isIncomplete = coverage?.completeness === 'incomplete';
  const isLowerBound = isIncomplete && unit !== 'seconds' && unit !== 'per cent';
  return { value, isIncomplete, isLowerBound, yearBefore };
}

/** The newest number, which only the comparison with 2020 may have. */
function publishedOf({ published }: RowView, ratios: readonly RatioView[]): Published | undefined {
  const compared = ratios.find(({ isOfficial }) => isOfficial);
  if (compared === undefined || compared.days.to.year <= (published?.days.to.year ?? 0)) return published;
  const { deaths: value, days } = compared;
  return { figure: { value, qualifier: 'exact', periodEnd: days.to, source: published?.figure.source }, days };
}

/** A lower bound does not answer what a published number does, and nor do invented people. */
function answerOf(
  counted: CountedNumber | undefined,
  published: Published | undefined,
  isDemonstration: boolean,
): Answer | undefined {
  const isInvented = isDemonstration && published !== undefined && !isState(published);
  if (published !== undefined && (counted === undefined || counted.isIncomplete || isInvented)) {
    return { answer: 'published', counted, published };
  }
  return counted && { answer: 'counted', counted, published };
}

/** Of one day, not of all days of a period. */
export function isState({ days: { from, to } }: Published): boolean {
  return isSame(from, to);
}

function isSame(one: CalendarDay, other: CalendarDay): boolean {
  return one.year === other.year && one.month === other.month && one.day === other.day;
}

function badgeOf(
  { answer, counted, published }: Answer,
  row: RowView,
  ratio: RatioView | undefined,
): Badge | undefined {
  const { verdict, trend } = row;
  const isJudged = answer === 'counted' || isState(published);
  if (isJudged && verdict !== undefined && verdict !== 'not_measured')
    return { kind: 'verdict', word: verdict, tone: VERDICT_TONES[verdict] };
  if (answer === 'counted') {
    if (counted.isIncomplete) return { kind: 'incomplete', tone: 'doubt' };
    if (trend !== undefined) return { kind: 'trend', word: trend, tone: trendTone(row, trend) };
  }
  return ratio?.trend && { kind: 'since2020', word: ratio.trend, tone: trendTone(row, ratio.trend) };
}

const VERDICT_TONES = { reached: 'good', on_the_way: 'doubt', late: 'bad', cannot_be_told: 'plain' } as const;

function trendTone({ better }: RowView, trend: NonNullable<RowView['trend']>): Tone {
  if (trend === 'same' || better === undefined) return 'plain';
  return trend === better ? 'good' : 'bad';
}

function whyUnknown({ coverage, measures }: RowView): Unmeasured['reason'] {
  if (coverage?.completeness === 'unknown') return 'nobody_reports';
  return measures.length > 0 ? 'nothing_counted' : 'nothing_published';
}

/** A bar with marks, as shares of its length. */
export interface Bar {
  readonly done: number;
  readonly marks: readonly number[];
}

/** How far it is: of all, or of the goal; of times, beside the longest limit. Undefined without anything to measure it by. */
export function barOf({ row, answer, counted }: Card): Bar | undefined {
  const { better, unit, target, whole, limits } = row;
  if (answer === 'published') return undefined;
  const { value } = counted;
  if (better === 'fewer') {
    if (unit !== 'seconds' || limits.length === 0) return undefined;
    const all = 1.25 * Math.max(value, ...limits.map(({ seconds }) => seconds));
    return { done: value / all, marks: limits.map(({ seconds }) => seconds / all) };
  }
  const all = unit === 'per cent' ? 100 : (target?.value ?? whole);
  if (better !== 'more' || all === undefined || all <= 0) return undefined;
  return { done: Math.min(1, value / all), marks: target === undefined ? [] : [target.value / all] };
}

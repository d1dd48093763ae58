import { checkName, checkText, unless, within, type Violation } from '@safe-community/domain-kit';
import type { Day } from '../calendar/module.ts';
import { checkSeries, isReference, type DraftSeries, type OfficialSeries } from './official-series.ts';

/** Observed, or set as a goal. */
export const FIGURE_KINDS = ['observed', 'target'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** `more_than`: published as "over"; `about`: as "about" or "nearly"; `preliminary`: before the period was over. */
export const QUALIFIERS = ['exact', 'more_than', 'about', 'preliminary'] as const;
type Qualifier = (typeof QUALIFIERS)[number];

/** A figure as it was published, never recomputed. */
export interface OfficialFigure {
  readonly series: OfficialSeries;
  readonly kind: FigureKind;
  readonly value: number;
  readonly qualifier: Qualifier;
  /** First and last day that it covers. */
  readonly periodStart: Day;
  readonly periodEnd: Day;
  readonly provenance: Provenance;
}

/** In which document a figure stands, and since when. */
export interface Provenance {
  readonly title: string;
  readonly published: Day;
  /** That states the figure, in the language of the source; may be empty. */
  readonly sentence: string;
  /** Where it can be read; may be empty. */
  readonly link: string;
  /** When the statement was published that this one says it replaces. */
  readonly replaces: Day | undefined;
  /** What a reader has to know of it; may be empty. */
  readonly noteUk: string;
  readonly noteEn: string;
}

/** A figure whose series may be named by its id alone. */
export type SentFigure = Omit<OfficialFigure, 'series'> & { readonly series: DraftSeries };

/** A figure as it was sent: what could not be read is absent; `replaces` is null if it was given and could not be. */
export interface DraftFigure extends Draft<Omit<SentFigure, 'provenance'>> {
  readonly provenance:
    | (Draft<Omit<Provenance, 'replaces'>> & { readonly replaces: Day | null | undefined })
    | undefined;
}

type Draft<T> = { readonly [Name in keyof T]: T[Name] | undefined };

const MOST = 1_000_000_000;
const MAX_NOTE = 300;
const A_DAY = 'must be a day of the calendar from 2000 to 2100';

/** All rules that a draft breaks. Where its series is only named, whether the value fits is not known yet. */
export function checkFigure(draft: DraftFigure): Violation[] {
  const { series, kind, value = Number.NaN, qualifier, periodStart, periodEnd } = draft;
  return [
    ...checkSeries(draft.series),
    ...unless(kind !== undefined, 'kind', 'must be OBSERVED or TARGET'),
    ...(series === undefined || isReference(series) ? [] : checkValue({ value, series })),
    ...unless(qualifier !== undefined, 'qualifier', 'must be EXACT, MORE_THAN, ABOUT or PRELIMINARY'),
    ...unless(periodStart !== undefined, 'period_start', A_DAY),
    ...unless(periodEnd !== undefined, 'period_end', A_DAY),
    ...(periodStart === undefined || periodEnd === undefined
      ? []
      : unless(periodStart <= periodEnd, 'period_end', 'must not be before period_start')),
    ...checkProvenance(draft.provenance),
  ];
}

/** Drafts that break no rule of `checkFigure`, as figures. */
export function asFigures(checked: readonly DraftFigure[]): SentFigure[] {
  // A draft without violations has every field.
  return checked as SentFigure[];
}

interface Valued {
  readonly value: number;
  readonly series: { readonly unit: string };
}

/** Rejects NaN as well. */
export function checkValue({ value, series }: Valued): Violation[] {
  if (series.unit === 'per cent') return unless(value >= 0 && value <= 100, 'value', 'must be 0 to 100 per cent');
  return unless(
    Number.isInteger(value) && value >= 0 && value <= MOST,
    'value',
    `must be a whole number from 0 to ${MOST}`,
  );
}

type Identity = Pick<OfficialFigure, 'kind' | 'periodStart' | 'periodEnd'> & {
  readonly series: { readonly id: string };
};

/** Identifies a figure: of two statements with the same key, the later one is a revision. */
export function figureKey(figure: Identity): string {
  return `${figure.series.id} ${periodKey(figure)}`;
}

/** Kind and period: figures that are added up have them in common. */
export function periodKey({ kind, periodStart, periodEnd }: Omit<Identity, 'series'>): string {
  return `${kind} ${periodStart} ${periodEnd}`;
}

/** Where other series of the same indicator state something else of the same period. */
export function othersOf(figure: OfficialFigure, figures: readonly OfficialFigure[]): OfficialFigure[] {
  const { value, qualifier, series } = figure;
  return figures.filter(
    (other) =>
      other.series.indicator === series.indicator &&
      other.series.id !== series.id &&
      periodKey(other) === periodKey(figure) &&
      (other.value !== value || other.qualifier !== qualifier),
  );
}

/** Whether two statements of a figure are equal, including the source. */
export function saysTheSame(a: OfficialFigure, b: OfficialFigure): boolean {
  return (
    a.value === b.value &&
    a.qualifier === b.qualifier &&
    a.provenance.title === b.provenance.title &&
    a.provenance.published === b.provenance.published &&
    a.provenance.sentence === b.provenance.sentence &&
    a.provenance.link === b.provenance.link &&
    a.provenance.replaces === b.provenance.replaces &&
    a.provenance.noteUk === b.provenance.noteUk &&
    a.provenance.noteEn === b.provenance.noteEn
  );
}

function checkProvenance(provenance: DraftFigure['provenance']): Violation[] {
  if (provenance === undefined) return [{ field: 'provenance', rule: 'must be given' }];
  const { title = '', published, sentence = '', link = '', replaces, noteUk = '', noteEn = '' } = provenance;
  return within('provenance', [
    ...checkName(title, 'title', { least: 2, most: 500 }),
    ...unless(published !== undefined, 'published', A_DAY),
    ...checkText(sentence, 'sentence', { most: 500 }),
    ...unless(isLink(link), 'link', 'must be empty or an https or http address of at most 200 characters'),
    ...unless(replaces !== null, 'replaces', `${A_DAY}, or not given`),
    ...unless(
      replaces === undefined || replaces === null || published === undefined || replaces < published,
      'replaces',
      'must be before published: a statement does not replace a younger one',
    ),
    ...checkText(noteUk, 'note_uk', { most: MAX_NOTE }),
    ...checkText(noteEn, 'note_en', { most: MAX_NOTE }),
    ...unless((noteUk === '') === (noteEn === ''), 'note_en', 'must be given with note_uk, or not at all'),
  ]);
}

function isLink(text: string): boolean {
  return text === '' || (text.length <= 200 && /^https?:\/\/[^\s/]+\.[^\s]+$/.test(text) && URL.canParse(text));
}

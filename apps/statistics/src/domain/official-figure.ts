import type { Day } from './day.ts';
import { isPercent, type FigureKind, type Indicator, type Qualifier } from './indicator.ts';
import { checkLine } from './plain-text.ts';
import { unless, type Violation } from './violation.ts';

/** A figure as it was published, never recomputed. */
export interface OfficialFigure {
  readonly indicator: Indicator;
  readonly kind: FigureKind;
  readonly value: number;
  readonly qualifier: Qualifier;
  /** First and last day that it speaks of. */
  readonly periodStart: Day;
  readonly periodEnd: Day;
  readonly provenance: Provenance;
}

/** Who published a figure, where and when. */
interface Provenance {
  readonly publisherUk: string;
  readonly publisherEn: string;
  readonly title: string;
  readonly published: Day;
}

/** A figure as somebody wrote it: what could not be understood is absent. */
export interface DraftFigure extends Draft<Omit<OfficialFigure, 'provenance'>> {
  readonly provenance: Draft<Provenance> | undefined;
}

type Draft<T> = { readonly [Name in keyof T]: T[Name] | undefined };

const MOST = 1_000_000_000;
const A_DAY = 'must be a day of the calendar from 2000 to 2100';

/** All rules that a draft breaks; none when it is a figure. */
export function checkFigure(draft: DraftFigure, path: string): Violation[] {
  const { indicator, kind, qualifier, periodStart, periodEnd } = draft;
  return [
    ...unless(indicator !== undefined, `${path}.indicator`, 'must be one of the known indicators'),
    ...unless(kind !== undefined, `${path}.kind`, 'must be OBSERVED or TARGET'),
    ...checkValue(draft, `${path}.value`),
    ...unless(qualifier !== undefined, `${path}.qualifier`, 'must be EXACT or MORE_THAN'),
    ...unless(periodStart !== undefined, `${path}.period_start`, A_DAY),
    ...unless(periodEnd !== undefined, `${path}.period_end`, A_DAY),
    ...(periodStart === undefined || periodEnd === undefined
      ? []
      : unless(periodStart <= periodEnd, `${path}.period_end`, 'must not be before period_start')),
    ...checkProvenance(draft.provenance, `${path}.provenance`),
  ];
}

/** Drafts that break no rule, as figures. */
export function asFigures(checked: readonly DraftFigure[]): OfficialFigure[] {
  // A draft of which `checkFigure` found nothing to say has every field.
  return checked as OfficialFigure[];
}

/** What a figure speaks of: of two statements with the same key the later one is a revision. */
export function figureKey(figure: OfficialFigure): string {
  return `${figure.indicator} ${periodKey(figure)}`;
}

/** Kind and period of a figure: what figures must have in common to be added up. */
export function periodKey({ kind, periodStart, periodEnd }: OfficialFigure): string {
  return `${kind} ${periodStart} ${periodEnd}`;
}

/** Whether two statements of the same figure say the same, source included. */
export function saysTheSame(a: OfficialFigure, b: OfficialFigure): boolean {
  return (
    a.value === b.value &&
    a.qualifier === b.qualifier &&
    a.provenance.publisherUk === b.provenance.publisherUk &&
    a.provenance.publisherEn === b.provenance.publisherEn &&
    a.provenance.title === b.provenance.title &&
    a.provenance.published === b.provenance.published
  );
}

/** Written so that NaN breaks the rules as well. */
function checkValue({ value = Number.NaN, indicator }: DraftFigure, field: string): Violation[] {
  if (indicator !== undefined && isPercent(indicator)) {
    return unless(value >= 0 && value <= 100, field, 'must be 0 to 100 per cent');
  }
  return unless(
    Number.isInteger(value) && value >= 0 && value <= MOST,
    field,
    `must be a whole number from 0 to ${MOST}`,
  );
}

function checkProvenance(provenance: DraftFigure['provenance'], path: string): Violation[] {
  if (provenance === undefined) return [{ field: path, rule: 'must be given' }];
  const { publisherUk = '', publisherEn = '', title = '', published } = provenance;
  return [
    ...checkLine(publisherUk, `${path}.publisher_uk`, { least: 2, most: 300 }),
    ...checkLine(publisherEn, `${path}.publisher_en`, { least: 2, most: 300 }),
    ...checkLine(title, `${path}.title`, { least: 2, most: 500 }),
    ...unless(published !== undefined, `${path}.published`, A_DAY),
  ];
}

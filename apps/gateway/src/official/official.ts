/** As the contract has it. */
export const OFFICIAL_QUALIFIERS = ['exact', 'more', 'about', 'preliminary'] as const;
export type OfficialQualifier = (typeof OFFICIAL_QUALIFIERS)[number];

export interface Texts {
  readonly uk: string;
  readonly en: string;
}

/** What one publisher publishes by one definition, with all that was stated of it. */
export interface SeriesView {
  /** Part of its address. */
  readonly id: string;
  readonly indicator: string;
  readonly name: Texts;
  readonly publisher: Texts;
  readonly definition: Texts;
  readonly unit: string;
  readonly licence: Texts;
  /** Why it differs from others of its indicator; undefined if nobody says why. */
  readonly differs: Texts | undefined;
  /** By kind and period; of one figure, the last one comes first. */
  readonly statements: readonly StatementView[];
}

/** A figure as it was published. Days are "YYYY-MM-DD". */
export interface StatementView {
  readonly kind: 'observed' | 'target';
  readonly from: string;
  readonly to: string;
  readonly value: number;
  readonly qualifier: OfficialQualifier;
  readonly published: string;
  /** When the statement was published that it says it replaces. */
  readonly replaces: string | undefined;
  /** No later statement of the figure is known. */
  readonly counts: boolean;
  readonly title: string;
  /** Both may be empty. */
  readonly sentence: string;
  readonly link: string;
  readonly note: Texts | undefined;
  readonly others: readonly OtherView[];
}

/** Where another series of the same indicator states something else of the same period. */
export interface OtherView {
  readonly seriesId: string;
  readonly publisher: Texts;
  readonly value: number;
  readonly qualifier: OfficialQualifier;
  /** Why they differ; undefined if nobody says why. */
  readonly why: Texts | undefined;
}

/** What was observed, each period in the statement that counts. */
export function observedOf({ statements }: SeriesView): StatementView[] {
  return statements.filter(({ kind, counts }) => counts && kind === 'observed');
}

export function isYear({ from, to }: Pick<StatementView, 'from' | 'to'>): boolean {
  return from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`;
}

/** The last whole year that was published, or else the last statement. */
export function latestOf(series: SeriesView): StatementView | undefined {
  const observed = observedOf(series);
  return observed.findLast(isYear) ?? observed.at(-1);
}

/** A figure that was revised: as it was first published, and as it is known now. */
export interface Revision {
  readonly first: StatementView;
  readonly now: StatementView;
}

export function revisionsOf({ statements }: SeriesView): Revision[] {
  const byFigure = Map.groupBy(statements, ({ kind, from, to }) => `${kind} ${from} ${to}`);
  return [...byFigure.values()].flatMap((stated) => {
    const [first, now] = [stated.at(-1), stated.find(({ counts }) => counts)];
    const differs = first?.value !== now?.value || first?.qualifier !== now?.qualifier;
    return first === undefined || now === undefined || !differs ? [] : [{ first, now }];
  });
}

/** The years between the first and the last whole one of which nothing was published. */
export function missingYears(series: SeriesView): number[] {
  const years = observedOf(series)
    .filter(isYear)
    .map(({ from }) => Number(from.slice(0, 4)));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (years.length === 0) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => !years.includes(year));
}

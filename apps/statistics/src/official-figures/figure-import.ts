import { invalid, unless, within, type Day, type Decision, type Violation } from '@safe-community/domain-kit';
import {
  checkValue,
  figureKey,
  periodKey,
  saysTheSame,
  type OfficialFigure,
  type SentFigure,
} from './official-figure.ts';
import { differencesFrom, isReference, type OfficialSeries } from './official-series.ts';
import { differencesOf, type SumDifference } from './sum-difference.ts';

/** What was published about a figure, in the order of the imports: 1 for the first. */
export interface Statement {
  readonly figure: OfficialFigure;
  readonly revision: number;
}

/** What an import does to the stored statements. */
export interface ImportPlan {
  /** Declared by this import. */
  readonly series: readonly OfficialSeries[];
  /** Of figures that were not known. */
  readonly added: readonly OfficialFigure[];
  /** Published after the statement that counted, or on the same day: they count now. */
  readonly revised: readonly OfficialFigure[];
  /** Published before the statement that counts. */
  readonly earlier: readonly OfficialFigure[];
  readonly unchanged: number;
  /** The new statements that count after this import, one for each figure. */
  readonly counting: readonly Statement[];
  /** The other new statements. */
  readonly former: readonly Statement[];
  /** Totals of the periods concerned that differ from the sum of their parts after this import. */
  readonly differences: readonly SumDifference[];
}

/** What is stored before an import: all series, and all statements of the same periods. */
export interface Known {
  readonly series: readonly OfficialSeries[];
  readonly statements: readonly Statement[];
}

const MAX_SERIES = 500;

export function decideImport(known: Known, sent: readonly SentFigure[], today: Day): Decision<ImportPlan> {
  const declared = declaredBy(known.series, sent);
  const ofSeries = sent.flatMap(({ series }, index) => {
    const own = declared.get(series.id);
    const broken =
      own === undefined
        ? [{ field: 'id', rule: 'must be a known series, or come with its description' }]
        : isReference(series)
          ? []
          : differencesFrom(own, series);
    return within(`figures[${index}].series`, broken);
  });
  if (ofSeries.length > 0) return invalid(ofSeries);
  const incoming = sent.map((figure) => ({ ...figure, series: declared.get(figure.series.id) as OfficialSeries }));
  const violations = [
    ...unless(declared.size <= MAX_SERIES, 'figures', `must not declare more than ${MAX_SERIES} series in all`),
    ...incoming.flatMap((figure, index) =>
      within(`figures[${index}]`, [...checkValue(figure), ...checkPast(figure, today)]),
    ),
    ...checkRepeated(incoming),
    ...checkReplaced(known.statements, incoming),
  ];
  if (violations.length > 0) return invalid(violations);
  const series = [...declared.values()].filter(({ id }) => !known.series.some((each) => each.id === id));
  return { ...planImport(known.statements, incoming), series };
}

/** Every series by its id: as it was stored, or as the first figure of the request describes it. */
function declaredBy(known: readonly OfficialSeries[], sent: readonly SentFigure[]): Map<string, OfficialSeries> {
  const declared = new Map(known.map((series) => [series.id, series]));
  for (const { series } of sent) {
    // A checked one that is described has its indicator.
    if (!declared.has(series.id) && !isReference(series)) declared.set(series.id, series as OfficialSeries);
  }
  return declared;
}

function planImport(known: readonly Statement[], incoming: readonly OfficialFigure[]): Omit<ImportPlan, 'series'> {
  const stated = Map.groupBy(known, ({ figure }) => figureKey(figure));
  const sorted: Record<'added' | 'revised' | 'earlier', OfficialFigure[]> = { added: [], revised: [], earlier: [] };
  const fresh = new Set<Statement>();
  for (const figure of incoming) {
    const before = stated.get(figureKey(figure)) ?? [];
    const counting = latest(before);
    const ofDay = latest(before.filter((each) => each.figure.provenance.published === figure.provenance.published));
    if (ofDay !== undefined && saysTheSame(ofDay.figure, figure)) continue;
    const statement = { figure, revision: Math.max(0, ...before.map(({ revision }) => revision)) + 1 };
    stated.set(figureKey(figure), [...before, statement]);
    fresh.add(statement);
    if (counting === undefined) sorted.added.push(figure);
    else if (latest([counting, statement]) === statement) sorted.revised.push(figure);
    else sorted.earlier.push(figure);
  }
  const current = [...stated.values()].flatMap((statements) => latest(statements) ?? []);
  return {
    ...sorted,
    unchanged: incoming.length - fresh.size,
    counting: current.filter((statement) => fresh.has(statement)),
    former: [...fresh].filter((statement) => !current.includes(statement)),
    differences: differencesOf(
      current.map(({ figure }) => figure),
      new Set(incoming.map(periodKey)),
    ),
  };
}

/** The statement that counts: published last, and of one day, imported last. */
function latest(statements: readonly Statement[]): Statement | undefined {
  return statements.toSorted(
    (one, other) =>
      one.figure.provenance.published.localeCompare(other.figure.provenance.published) || one.revision - other.revision,
  )[statements.length - 1];
}

/** Nothing was published in the future, and nobody has counted a period that is not over. */
function checkPast({ kind, periodEnd, provenance }: OfficialFigure, today: Day): Violation[] {
  return [
    ...unless(provenance.published <= today, 'provenance.published', 'must not be in the future'),
    ...unless(
      kind === 'target' || periodEnd <= today,
      'period_end',
      'must not be in the future, unless it is a TARGET',
    ),
  ];
}

/** What a statement says it replaces was stated of the same figure, on that day. */
function checkReplaced(known: readonly Statement[], incoming: readonly OfficialFigure[]): Violation[] {
  const stated = new Set([...known.map(({ figure }) => figure), ...incoming].map(statementKey));
  return incoming.flatMap((figure, index) => {
    const { replaces } = figure.provenance;
    if (replaces === undefined) return [];
    const isStated = stated.has(`${figureKey(figure)} ${replaces}`);
    const rule = 'must be the day of publication of a statement of the same figure';
    return unless(isStated, `figures[${index}].provenance.replaces`, rule);
  });
}

function statementKey(figure: OfficialFigure): string {
  return `${figureKey(figure)} ${figure.provenance.published}`;
}

function checkRepeated(incoming: readonly OfficialFigure[]): Violation[] {
  const seen = new Map<string, number>();
  return incoming.flatMap((figure, index) => {
    const key = statementKey(figure);
    const first = seen.get(key);
    seen.set(key, first ?? index);
    return first === undefined
      ? []
      : [{ field: `figures[${index}]`, rule: `must not state again what figures[${first}] states` }];
  });
}

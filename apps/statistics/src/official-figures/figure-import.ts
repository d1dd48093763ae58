import { invalid, unless, within, type Day, type Decision, type Violation } from '@safe-community/domain-kit';
import { figureKey, periodKey, saysTheSame, type OfficialFigure } from './official-figure.ts';
import { differenceOf, type SumDifference } from './sum-difference.ts';

/** What was published about a figure, in the order of the imports: 1 for the first. */
export interface Statement {
  readonly figure: OfficialFigure;
  readonly revision: number;
}

/** What an import does to the stored statements. */
export interface ImportPlan {
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

/** @param known all statements of the same periods. */
export function decideImport(
  known: readonly Statement[],
  incoming: readonly OfficialFigure[],
  today: Day,
): Decision<ImportPlan> {
  const violations = [
    ...incoming.flatMap((figure, index) => checkPast(figure, index, today)),
    ...checkRepeated(incoming),
  ];
  return violations.length > 0 ? invalid(violations) : planImport(known, incoming);
}

function planImport(known: readonly Statement[], incoming: readonly OfficialFigure[]): ImportPlan {
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
    differences: differencesOf(current, incoming),
  };
}

/** The statement that counts: published last, and of one day, imported last. */
function latest(statements: readonly Statement[]): Statement | undefined {
  return statements.toSorted(
    (one, other) =>
      one.figure.provenance.published.localeCompare(other.figure.provenance.published) || one.revision - other.revision,
  )[statements.length - 1];
}

function differencesOf(current: readonly Statement[], incoming: readonly OfficialFigure[]): SumDifference[] {
  const periods = new Set(incoming.map(periodKey));
  const byPeriod = Map.groupBy(
    current.map(({ figure }) => figure),
    periodKey,
  );
  return [...periods].flatMap((period) => differenceOf(byPeriod.get(period) ?? []) ?? []);
}

/** Nothing was published in the future, and nobody has counted a period that is not over. */
function checkPast({ kind, periodEnd, provenance }: OfficialFigure, index: number, today: Day): Violation[] {
  return within(`figures[${index}]`, [
    ...unless(provenance.published <= today, 'provenance.published', 'must not be in the future'),
    ...unless(
      kind === 'target' || periodEnd <= today,
      'period_end',
      'must not be in the future, unless it is a TARGET',
    ),
  ]);
}

function checkRepeated(incoming: readonly OfficialFigure[]): Violation[] {
  const seen = new Map<string, number>();
  return incoming.flatMap((figure, index) => {
    const key = `${figureKey(figure)} ${figure.provenance.published}`;
    const first = seen.get(key);
    seen.set(key, first ?? index);
    return first === undefined
      ? []
      : [{ field: `figures[${index}]`, rule: `must not state again what figures[${first}] states` }];
  });
}

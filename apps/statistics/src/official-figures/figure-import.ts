import { invalid, type Decision, type Violation } from '@safe-community/domain-kit';
import { figureKey, periodKey, saysTheSame, type Indicator, type OfficialFigure } from './official-figure.ts';

/** What an import does to the stored figures. */
export interface ImportPlan {
  readonly added: readonly OfficialFigure[];
  /** Stored with another value, qualifier or source: these replace them, the former ones are kept. */
  readonly revised: readonly OfficialFigure[];
  readonly unchanged: number;
}

/** @param known the current figures of the same periods. */
export function decideImport(
  known: readonly OfficialFigure[],
  incoming: readonly OfficialFigure[],
): Decision<ImportPlan> {
  const violations = checkImport(known, incoming);
  return violations.length > 0 ? invalid(violations) : planImport(known, incoming);
}

/** The rules that figures break together. */
export function checkImport(known: readonly OfficialFigure[], incoming: readonly OfficialFigure[]): Violation[] {
  const repeated = checkRepeated(incoming);
  return repeated.length > 0 ? repeated : checkDeathSums(known, incoming);
}

function planImport(known: readonly OfficialFigure[], incoming: readonly OfficialFigure[]): ImportPlan {
  const knownByKey = new Map(known.map((figure) => [figureKey(figure), figure]));
  const added: OfficialFigure[] = [];
  const revised: OfficialFigure[] = [];
  for (const figure of incoming) {
    const before = knownByKey.get(figureKey(figure));
    if (before === undefined) added.push(figure);
    else if (!saysTheSame(before, figure)) revised.push(figure);
  }
  return { added, revised, unchanged: incoming.length - added.length - revised.length };
}

function checkRepeated(incoming: readonly OfficialFigure[]): Violation[] {
  const seen = new Map<string, number>();
  return incoming.flatMap((figure, index) => {
    const first = seen.get(figureKey(figure));
    seen.set(figureKey(figure), first ?? index);
    return first === undefined
      ? []
      : [{ field: `figures[${index}]`, rule: `must not state again what figures[${first}] states` }];
  });
}

/** The parts of the published total, including the rest that its source does not itemise, without defenders. */
const PARTS = ['deaths_road', 'deaths_fire', 'deaths_water', 'deaths_not_itemised'] as const satisfies Indicator[];

const NAMES: Record<(typeof PARTS)[number], string> = {
  deaths_road: 'road',
  deaths_fire: 'fire',
  deaths_water: 'water',
  deaths_not_itemised: 'not itemised',
};

/** A published total of deaths must be the sum of its parts, once all of them are known and exact. */
function checkDeathSums(known: readonly OfficialFigure[], incoming: readonly OfficialFigure[]): Violation[] {
  const indexed = incoming
    .map((figure, index) => ({ figure, index }))
    .filter(({ figure }) => isInSum(figure.indicator));
  const knownByPeriod = Map.groupBy(known, periodKey);
  return [...Map.groupBy(indexed, ({ figure }) => periodKey(figure))].flatMap(([period, stated]) => {
    const figures = [...(knownByPeriod.get(period) ?? []), ...stated.map(({ figure }) => figure)];
    // The later statement of a figure counts.
    const byIndicator = new Map(figures.map((figure) => [figure.indicator, figure]));
    return checkSum(byIndicator, `figures[${stated[0]?.index}].value`);
  });
}

function checkSum(figures: ReadonlyMap<Indicator, OfficialFigure>, field: string): Violation[] {
  const total = figures.get('deaths_total');
  const parts = PARTS.map((part) => figures.get(part));
  if (total === undefined || !isExact(total) || !parts.every(isExact)) return [];
  const sum = parts.reduce((sum, { value }) => sum + value, 0);
  if (sum === total.value) return [];
  const terms = PARTS.map((part, index) => `${NAMES[part]} ${parts[index]?.value}`).join(' + ');
  const period = `${total.periodStart} to ${total.periodEnd}`;
  return [{ field, rule: `must add up for ${period}: ${terms} = ${sum}, but the published total is ${total.value}` }];
}

function isInSum(indicator: Indicator): boolean {
  return indicator === 'deaths_total' || Object.hasOwn(NAMES, indicator);
}

function isExact(figure: OfficialFigure | undefined): figure is OfficialFigure {
  return figure?.qualifier === 'exact';
}

import type { Indicator } from './indicator.ts';
import { periodKey, type OfficialFigure } from './official-figure.ts';
import type { Violation } from './violation.ts';

/** The parts of the published total, the rest that its source does not itemise among them; defenders are no part. */
const PARTS = ['deaths_road', 'deaths_fire', 'deaths_water', 'deaths_not_itemised'] as const satisfies Indicator[];

const NAMES: Record<(typeof PARTS)[number], string> = {
  deaths_road: 'road',
  deaths_fire: 'fire',
  deaths_water: 'water',
  deaths_not_itemised: 'not itemised',
};

/**
 * Where a published total of deaths and all its parts are known and exact, they
 * must add up. `incoming` are the figures of the request in their order, `known`
 * those that count already. A total of which a part is missing says nothing yet.
 */
export function checkDeathSums(known: readonly OfficialFigure[], incoming: readonly OfficialFigure[]): Violation[] {
  const indexed = incoming
    .map((figure, index) => ({ figure, index }))
    .filter(({ figure }) => isInSum(figure.indicator));
  const knownByPeriod = Map.groupBy(known, periodKey);
  return [...Map.groupBy(indexed, ({ figure }) => periodKey(figure))].flatMap(([period, stated]) => {
    const figures = [...(knownByPeriod.get(period) ?? []), ...stated.map(({ figure }) => figure)];
    // The later statement of the same figure counts.
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

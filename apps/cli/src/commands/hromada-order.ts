import { InvalidArgumentError, Option } from 'commander';
import { HromadaOrder, type IncidentLoad } from '@safe-community/contracts/officers/v1/coverage.ts';
import { whole } from '../scorecard/numbers.ts';

export type Order = keyof typeof NUMBERS;

const NUMBERS = {
  population: HromadaOrder.POPULATION,
  load: HromadaOrder.INCIDENT_LOAD,
  missing: HromadaOrder.MISSING_OFFICERS,
} as const;

export const LOAD_HELP = `The load is the number of incidents of this month and the twelve before it, without false calls and duplicates;
sensitive categories are not counted.`;

/** `--by`: the order of a list of hromadas. */
export function orderOption(usual: Order = 'population'): Option {
  return new Option('--by <order>', 'the largest first, by population, load (incidents) or missing (officers)')
    .argParser(toOrder)
    .default(usual);
}

function toOrder(text: string): Order {
  if (text === 'population' || text === 'load' || text === 'missing') return text;
  throw new InvalidArgumentError(`It must be one of ${Object.keys(NUMBERS).join(', ')}.`);
}

export function orderNumber(order: Order): HromadaOrder {
  return NUMBERS[order];
}

/** The cell of a table. */
export function incidentsOf({ load }: { readonly load?: IncidentLoad | undefined }): string {
  return whole(load?.incidents ?? 0n);
}

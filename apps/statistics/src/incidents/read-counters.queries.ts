import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { partsOf } from '@safe-community/domain-kit';
import { stream } from '@safe-community/service-kit';
import { categoryNumber } from './category.mapping.ts';
import { readCounterRows, type CounterRow } from './counter-rows.store.ts';

/** All counters of incidents, for a comparison with the events of intake. */
export const readCounters = stream(
  StatisticsServiceService.readCounters,
  ({ database }) =>
    async function* () {
      for await (const { progress, page } of readCounterRows(database)) {
        yield {
          progress: progress.map(({ producer, position }) => ({ producer, position: BigInt(position) })),
          counters: page.map(toCounter),
        };
      }
    },
);

function toCounter({ territoryCode, day, category, demonstration, ...counts }: CounterRow) {
  return {
    territoryCode,
    day: partsOf(day),
    category: categoryNumber(category),
    demonstration,
    incidents: BigInt(counts.incidents),
    killed: BigInt(counts.killed),
    injured: BigInt(counts.injured),
    defendersKilled: BigInt(counts.defendersKilled),
    defendersInjured: BigInt(counts.defendersInjured),
    childrenKilled: known(counts.childrenKilled),
    childrenInjured: known(counts.childrenInjured),
  };
}

function known(count: string | null): bigint | undefined {
  return count === null ? undefined : BigInt(count);
}

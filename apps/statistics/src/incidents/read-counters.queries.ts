import { ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { partsOf } from '@safe-community/domain-kit';
import { streamQuery } from '@safe-community/service-kit';
import { categoryNumber, channelNumber, responderNumber } from './category.mapping.ts';
import {
  channelsOf,
  readCounterRows,
  type CounterRow,
  type DurationRow,
  type EventRow,
  type TotalRow,
} from './counter-rows.store.ts';

/** All counters of incidents, for a comparison with the events of intake. */
export const readCounters = streamQuery(StatisticsServiceService.readCounters, {
  parse: () => undefined,
  read: ({ database }) => readCounterRows(database),
  reply: ({ found: { progress, totals, page, durations, events } }) => ({
    progress: progress.map(({ producer, position }) => ({ producer, position: BigInt(position) })),
    totals: totals.map(toTotal),
    counters: page.map(toCounter),
    durations: durations.map(toDuration),
    events: events.map(toEvent),
  }),
});

function toTotal({ category, ...counts }: TotalRow) {
  return {
    category: categoryNumber(category),
    incidents: BigInt(counts.incidents),
    killed: BigInt(counts.killed),
    defendersKilled: BigInt(counts.defendersKilled),
    responded: BigInt(counts.responded),
  };
}

function toDuration({ measure, responder, day, category, times }: DurationRow) {
  return {
    measure,
    responder: responder === '' ? ResponderKind.UNSPECIFIED : responderNumber(responder),
    day: partsOf(day),
    category: categoryNumber(category),
    times: BigInt(times),
  };
}

function toEvent({ measure, territoryCode, day, category, value }: EventRow) {
  return {
    measure,
    territoryCode,
    day: partsOf(day),
    category: categoryNumber(category),
    value: BigInt(value),
  };
}

function toCounter(row: CounterRow) {
  const { territoryCode, day, category, ...counts } = row;
  return {
    territoryCode,
    day: partsOf(day),
    category: categoryNumber(category),
    incidents: BigInt(counts.incidents),
    killed: BigInt(counts.killed),
    injured: BigInt(counts.injured),
    defendersKilled: BigInt(counts.defendersKilled),
    defendersInjured: BigInt(counts.defendersInjured),
    childrenKilled: BigInt(counts.childrenKilled),
    childrenInjured: BigInt(counts.childrenInjured),
    channels: channelsOf(row).map(([channel, incidents]) => ({
      channel: channelNumber(channel),
      incidents: BigInt(incidents),
    })),
  };
}

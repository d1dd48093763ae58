import { FigureDimension, type CountedFigure } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryFigures } from '../../test/calls.ts';
import { reported } from '../../test/events.ts';
import { runWithProducers, type RunningWithProducers } from '../../test/running-with-producers.ts';

const { DAY, WEEK } = FigureDimension;

/** Times around midnight of Kyiv on the days on which clocks change, with the day and the Monday that they belong to. */
const REPORTS = [
  // Sunday, 29 March 2026, has 23 hours: UTC+2 until 3:00, UTC+3 from 4:00 on.
  { kyiv: '28 March 23:30', utc: '2026-03-28T21:30:00Z', day: '2026-03-28', monday: '2026-03-23' },
  { kyiv: '29 March 00:30', utc: '2026-03-28T22:30:00Z', day: '2026-03-29', monday: '2026-03-23' },
  { kyiv: '29 March 23:30', utc: '2026-03-29T20:30:00Z', day: '2026-03-29', monday: '2026-03-23' },
  { kyiv: '30 March 00:30', utc: '2026-03-29T21:30:00Z', day: '2026-03-30', monday: '2026-03-30' },
  // Sunday, 25 October 2026, has 25 hours: UTC+3 until 4:00, then UTC+2 from 3:00 on.
  { kyiv: '24 October 23:30', utc: '2026-10-24T20:30:00Z', day: '2026-10-24', monday: '2026-10-19' },
  { kyiv: '25 October 00:30', utc: '2026-10-24T21:30:00Z', day: '2026-10-25', monday: '2026-10-19' },
  { kyiv: '25 October 03:30', utc: '2026-10-25T00:30:00Z', day: '2026-10-25', monday: '2026-10-19' },
  { kyiv: '25 October 03:30 again', utc: '2026-10-25T01:30:00Z', day: '2026-10-25', monday: '2026-10-19' },
  { kyiv: '25 October 23:30', utc: '2026-10-25T21:30:00Z', day: '2026-10-25', monday: '2026-10-19' },
  { kyiv: '26 October 00:30', utc: '2026-10-25T22:30:00Z', day: '2026-10-26', monday: '2026-10-26' },
];

let running: RunningWithProducers;
beforeAll(async () => {
  running = await runWithProducers(['incidents']);
  const events = REPORTS.map(({ utc }) => reported({ receivedTime: new Date(utc) }));
  await running.until('incidents', await running.producers.incidents.emit(events));
});
afterAll(() => running.stop());

test('an incident counts on its day in Kyiv, also when clocks change', async () => {
  expect(await counted(DAY)).toEqual(perPart(REPORTS.map(({ day }) => day)));
});

test('a week ends at midnight of the Sunday on which clocks change', async () => {
  expect(await counted(WEEK)).toEqual(perPart(REPORTS.map(({ monday }) => monday)));
});

/** The first day of each part of the calendar, and its incidents. */
async function counted(dimension: FigureDimension): Promise<(readonly [string, number])[]> {
  const { figures } = await queryFigures(running.statistics.client, {
    groupBy: [dimension],
    firstDay: { year: 2026, month: 3, day: 23 },
    lastDay: { year: 2026, month: 11, day: 1 },
  });
  return figures.map((figure) => [firstDayOf(figure), figure.value]);
}

function firstDayOf({ firstDay }: CountedFigure): string {
  return [firstDay?.year, firstDay?.month, firstDay?.day].map((part) => String(part).padStart(2, '0')).join('-');
}

function perPart(days: readonly string[]): (readonly [string, number])[] {
  return [...Map.groupBy(days, (day) => day)].map(([day, all]) => [day, all.length]);
}

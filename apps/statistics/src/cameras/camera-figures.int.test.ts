import { randomUUID } from 'node:crypto';
import {
  AppealOutcome,
  FootageOutcome as Outcome,
  FootageRequestKind as Kind,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { FigureDimension, TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { addDays, kyivDay, partsOf } from '@safe-community/domain-kit';
import { refusalOf, startTestNats, testClient, type TestClient, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, queryFigures } from '../../test/calls.ts';
import {
  complied,
  covered,
  footageAppealed,
  footageAppealSettled,
  footageDecided,
  footageOverdue,
  footageRequested,
  KYIV,
  VINNYTSKA,
} from '../../test/events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';

let nats: TestNats;
let cameras: RunningProducer;
let statistics: RunningStatistics;
let figures: TestClient<typeof Statistics>;
beforeAll(async () => {
  nats = await startTestNats();
  cameras = await runProducer('cameras', nats);
  statistics = await runStatistics(nats, { cameras: cameras.address });
  figures = testClient(Statistics, statistics.port);
});
afterAll(async () => {
  figures.close();
  await statistics.stop();
  await cameras.stop();
  await nats.stop();
});

const day = (dayOfMonth: number) => ({ year: 2021, month: 11, day: dayOfMonth });
const [FROM, TO] = [day(1), day(30)];

async function emit(...events: Parameters<RunningProducer['emit']>[0]): Promise<void> {
  await countedUpTo(statistics.client, 'cameras', await cameras.emit(events));
}

test('coverage of a day is that of the last change of each unit until then, by oblast and for the country', async () => {
  const kyiv = { oblastCode: KYIV, strength: 100, equipped: 40 };
  await emit(
    covered('patrol-05', { changedTime: new Date('2021-11-04T08:00:00Z'), equipped: 1 }),
    // The last minutes of the day in Kyiv.
    covered('patrol-05', { changedTime: new Date('2021-11-04T21:59:00Z'), equipped: 16, inRepair: 2 }),
    covered('patrol-80', { ...kyiv, changedTime: new Date('2021-11-05T10:00:00Z') }),
  );
  await emit(
    covered('patrol-05', { changedTime: new Date('2021-11-04T22:00:00Z'), equipped: 18 }),
    // It was delayed: a later change of this day is known.
    covered('patrol-05', { changedTime: new Date('2021-11-04T12:00:00Z'), equipped: 2 }),
  );
  const days = { from: day(3), to: day(6) };
  const { cells } = await figures.queryCameraCoverage({ ...days, byOblast: true });
  const brief = cells.map((cell) => [cell.day?.day, cell.oblastCode, cell.units, cell.strength, cell.equipped]);
  expect(brief).toEqual([
    [4, VINNYTSKA, 1, 20n, 16n],
    [5, VINNYTSKA, 1, 20n, 18n],
    [5, KYIV, 1, 100n, 40n],
    [6, VINNYTSKA, 1, 20n, 18n],
    [6, KYIV, 1, 100n, 40n],
  ]);
  expect(cells[0]).toMatchObject({ inStock: 3n, inRepair: 2n });
  const country = await figures.queryCameraCoverage({ from: day(5), to: day(5) });
  expect(country.cells).toEqual([
    {
      day: day(5),
      oblastCode: '',
      units: 2,
      strength: 120n,
      equipped: 58n,
      inStock: 6n,
      inRepair: 2n,
    },
  ]);
  const today = kyivDay(new Date());
  const [yesterday, tomorrow] = [addDays(today, -1), addDays(today, 1)].map((each) => partsOf(each));
  const known = await figures.queryCameraCoverage({ from: yesterday, to: tomorrow });
  expect(known.cells.at(-1)?.day).toEqual(partsOf(today));
  expect((await figures.queryCameraCoverage({ from: tomorrow, to: tomorrow })).cells).toEqual([]);
  const ofKyiv = await figures.queryCameraCoverage({ ...days, oblastCode: KYIV });
  expect(ofKyiv.cells.map((cell) => [cell.day?.day, cell.units])).toEqual([
    [5, 1],
    [6, 1],
  ]);
});

test('coverage is a measure: a share at the end of the last day', async () => {
  const selection = { measures: ['camera_coverage'], firstDay: day(4), lastDay: day(30) };
  const ask = async (more: Parameters<typeof queryFigures>[1]) => {
    const { figures: found } = await queryFigures(statistics.client, { ...selection, ...more });
    return found.map(({ territoryCode, firstDay, value, base }) => [territoryCode || firstDay?.day, value, base]);
  };
  expect(await ask({ level: TerritoryLevel.OBLAST, groupBy: [FigureDimension.TERRITORY] })).toEqual([
    [VINNYTSKA, 90, 20],
    [KYIV, 40, 100],
  ]);
  expect(await ask({ groupBy: [FigureDimension.DAY], lastDay: day(5) })).toEqual([
    [4, 80, 20],
    [5, (100 * 58) / 120, 120],
  ]);
  // Recorded today.
  expect(await ask({ asKnownOn: day(30) })).toEqual([]);
  expect(await refusalOf(ask({ level: TerritoryLevel.HROMADA }))).toMatchObject({ fields: ['selection.level'] });
});

test('outcomes of requests follow from their events in any order', async () => {
  const [granted, late, appealed, overdue, other] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const afterDue = { decidedTime: new Date('2021-11-04T10:00:01Z') };
  await emit(
    footageDecided(granted),
    footageAppealSettled(appealed, AppealOutcome.UPHELD),
    footageAppealed(appealed),
    footageOverdue(late),
    footageDecided(late, { ...afterDue, outcome: Outcome.NO_FOOTAGE }),
    footageDecided(appealed, { outcome: Outcome.REFUSED }),
    // It was reopened: the last decision counts.
    footageDecided(appealed, { outcome: Outcome.PARTLY_GRANTED }),
    footageOverdue(overdue),
    // The deadline of an appeal.
    footageOverdue(granted, { appeal: true }),
  );
  await emit(
    ...[granted, late, appealed, overdue].map((id) => footageRequested(id)),
    footageRequested(other, { kind: Kind.INFORMATION, oblastCode: KYIV }),
  );
  const { cells } = await figures.queryFootageOutcomes({ from: FROM, to: TO });
  expect(cells.map(({ kind, received }) => [kind, received])).toEqual([
    [Kind.INFORMATION, 1n],
    [Kind.COMPLAINT, 4n],
  ]);
  expect(cells[0]).toMatchObject({ pending: 1n, overdue: 0n });
  expect(cells[1]).toEqual({
    kind: Kind.COMPLAINT,
    received: 4n,
    decidedInTime: 2n,
    decidedLate: 1n,
    pending: 0n,
    overdue: 1n,
    granted: 1n,
    partlyGranted: 1n,
    refused: 0n,
    noFootage: 1n,
    forwarded: 0n,
    appealed: 1n,
    appealsUpheld: 1n,
  });
  const ofKyiv = await figures.queryFootageOutcomes({ from: FROM, to: TO, oblastCode: KYIV });
  expect(ofKyiv.cells).toHaveLength(1);
  expect((await figures.queryFootageOutcomes({ from: day(5), to: TO })).cells).toEqual([]);
});

test('compliance of a unit and a day is that of the last count, and days and units add up', async () => {
  const kyiv = { oblastCode: KYIV };
  await emit(
    complied('patrol-05', { activated: 1 }),
    complied('patrol-05', { day: '2021-11-05' }),
    complied('patrol-80', kyiv),
  );
  await emit(
    complied('patrol-05', { countedTime: new Date('2021-11-06T10:00:00Z'), activated: 7 }),
    // It was delayed: a later count is known.
    complied('patrol-05', { countedTime: new Date('2021-11-05T10:00:00Z'), activated: 2 }),
  );
  const days = { from: day(4), to: day(6) };
  const { cells } = await figures.queryCameraCompliance({ ...days, byUnit: true, byDay: true });
  expect(cells.map((cell) => [cell.day?.day, cell.patrolUnitCode, cell.oblastCode, cell.activated])).toEqual([
    [4, 'patrol-05', VINNYTSKA, 7n],
    [4, 'patrol-80', KYIV, 6n],
    [5, 'patrol-05', VINNYTSKA, 6n],
  ]);
  expect((await figures.queryCameraCompliance({ ...days, oblastCode: VINNYTSKA })).cells).toEqual([
    {
      day: undefined,
      patrolUnitCode: '',
      oblastCode: '',
      attended: 20n,
      counted: 16n,
      activated: 13n,
      recordings: 24n,
      categorised: 18n,
      linked: 10n,
      complaintsWithFootage: 4n,
      complaintsWithoutFootage: 2n,
    },
  ]);
  const [total] = (await figures.queryCameraCompliance(days)).cells;
  expect(total).toMatchObject({ attended: 30n });
  const measures = [
    'camera_activation',
    'recordings_categorised',
    'recordings_linked',
    'complaints',
    'footage_requests',
  ];
  const { figures: found } = await queryFigures(statistics.client, { measures, territoryCodes: [VINNYTSKA] });
  expect(found.map(({ measure, value, base }) => [measure, Math.round(value), base])).toEqual([
    ['camera_activation', 81, 16],
    ['recordings_categorised', 75, 24],
    ['recordings_linked', 42, 24],
    ['complaints', 4, undefined],
  ]);
});

test.each<[string, object]>([
  ['from', { from: undefined }],
  ['to', { to: { year: 2021, month: 10, day: 31 } }],
  ['to', { to: { year: 2023, month: 1, day: 1 } }],
  ['oblast_code', { oblastCode: 'UA05020030000031457' }],
  ['as_known_on', { asKnownOn: { year: 2099, month: 1, day: 1 } }],
  ['as_known_on', { asKnownOn: { year: 2026, month: 2, day: 30 } }],
])('rejects an invalid %s', async (field, change) => {
  const request = { from: FROM, to: TO, ...change };
  const calls = [
    () => figures.queryCameraCoverage(request),
    () => figures.queryCameraCompliance(request),
    () => figures.queryFootageOutcomes(request),
  ];
  for (const call of calls) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  }
});

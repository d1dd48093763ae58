import { randomUUID } from 'node:crypto';
import { BeatChanged, BeatCreated } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { beatChanged, beatCreated, type NewEvent } from '@safe-community/events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyEvents } from '../../test/apply-events.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { COVERAGE_EVENTS } from './beat-coverage.events.ts';
import { readCoveredUnits } from './beat-coverage.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());
beforeEach(() => forgetEffects(own.database, 'officers'));

const [NORTH, SOUTH] = ['UA05020030010000001', 'UA05020030020000002'];
const beatId = randomUUID();
const PLACE = { beatId, hromadaCode: VINNYTSIA, oblastCode: VINNYTSKA };

function created(unitCodes: string[], time: string): NewEvent {
  const message = BeatCreated.fromPartial({ ...PLACE, unitCodes, createdTime: new Date(time) });
  return beatCreated.create(message, message);
}

function changed(unitCodes: string[], time: string): NewEvent {
  const message = BeatChanged.fromPartial({ ...PLACE, unitCodes, changedTime: new Date(time) });
  return beatChanged.create(message, message);
}

test('a change that is recorded later than it holds does not change what was known before', async () => {
  await record(created([NORTH], '2026-03-01T08:00:00Z'), '2026-03-01T08:00:00Z');
  // From the third of March on; the registry recorded it on the tenth.
  await record(changed([NORTH, SOUTH], '2026-03-03T08:00:00Z'), '2026-03-10T08:00:00Z');
  const north = [NORTH, '2026-03-01', undefined];
  expect(await covered('2026-02-28')).toEqual([]);
  expect(await covered('2026-03-09')).toEqual([north]);
  for (const knownOn of ['2026-03-10', undefined]) {
    expect(await covered(knownOn)).toEqual([
      [NORTH, '2026-03-01', '2026-03-02'],
      [NORTH, '2026-03-03', undefined],
      [SOUTH, '2026-03-03', undefined],
    ]);
  }
});

test('an event that comes again keeps its day of knowledge', async () => {
  const event = created([NORTH], '2026-03-01T08:00:00Z');
  await record(event, '2026-03-05T08:00:00Z');
  await record(event, '2026-03-05T08:00:00Z');
  expect([(await covered('2026-03-04')).length, (await covered('2026-03-05')).length]).toEqual([0, 1]);
});

test('of two records of one instant, each counts from the day on which it was recorded', async () => {
  const since = '2026-03-01T08:00:00Z';
  const [first, second, third] = [created([NORTH], since), changed([SOUTH], since), changed([NORTH], since)];
  await record(first, '2026-03-01T08:00:00Z');
  await record(second, '2026-03-05T08:00:00Z');
  const [north, south] = [[[NORTH, '2026-03-01', undefined]], [[SOUTH, '2026-03-01', undefined]]];
  expect(await covered('2026-03-04')).toEqual(north);
  for (const knownOn of ['2026-03-05', undefined]) expect(await covered(knownOn)).toEqual(south);
  await record(third, '2026-03-09T08:00:00Z');
  expect(await covered('2026-03-04')).toEqual(north);
  expect(await covered('2026-03-08')).toEqual(south);
  for (const knownOn of ['2026-03-09', undefined]) expect(await covered(knownOn)).toEqual(north);
});

test('two records of one instant may come in one batch', async () => {
  const since = '2026-03-01T08:00:00Z';
  await recordAll([
    [changed([NORTH], since), '2026-03-01T08:00:00Z'],
    [changed([SOUTH], since), '2026-03-05T08:00:00Z'],
  ]);
  expect(await covered('2026-03-04')).toEqual([[NORTH, '2026-03-01', undefined]]);
  expect(await covered('2026-03-05')).toEqual([[SOUTH, '2026-03-01', undefined]]);
});

function record(event: NewEvent, recordedAt: string): Promise<void> {
  return recordAll([[event, recordedAt]]);
}

function recordAll(recorded: readonly (readonly [NewEvent, string])[]): Promise<void> {
  return applyEvents(own.database, { producer: 'officers', handlers: COVERAGE_EVENTS }, recorded);
}

async function covered(knownOn: string | undefined) {
  const units = await readCoveredUnits(own.database.em.fork(), [VINNYTSIA], knownOn);
  return units.map(({ unitCode, first, last }) => [unitCode, first, last]);
}

import { incidentReported } from '@safe-community/events';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { readHead, readLedger, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire, VINNYTSIA } from '../test/messages.ts';
import { runIntake, type RunningIntake } from '../test/running-intake.ts';

const { DOMESTIC_VIOLENCE, FIRE, SCHOOL_SAFETY } = IncidentCategory;
const DESCRIPTION = 'канарка-опис';

/** The third event is of a report that this version of the service cannot decode. */
const CATEGORIES = [FIRE, DOMESTIC_VIOLENCE, FIRE, SCHOOL_SAFETY, FIRE];
const SENSITIVE = [2n, 3n, 4n];

let intake: RunningIntake;
let incidentIds: string[];
beforeAll(async () => {
  intake = await runIntake();
  incidentIds = [];
  for (const category of CATEGORIES) {
    const report = fire({ category, description: DESCRIPTION });
    incidentIds.push((await intake.report({ report })).incidentId);
  }
  await intake.sql(`update ledger_event set body = '\\xffff' where position = 3`);
});
afterAll(() => intake.stop());

test('rejects a system without the scope and reveals nothing', async () => {
  const denied = { code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' };
  expect(await refusalOf(readLedger(intake.port, 'nats'))).toMatchObject(denied);
  expect(await refusalOf(readHead(intake.port, 'nats'))).toMatchObject(denied);
});

test('a system with the sensitive scope reads every event, without personal data', async () => {
  const read = await readLedger(intake.port, 'client');
  expect(read.map(({ event, withheld }) => [event?.position, withheld])).toEqual(
    [1n, 2n, 3n, 4n, 5n].map((at) => [at, false]),
  );
  const readable = read.filter(({ event }) => event?.position !== 3n);
  const told = readable.map(({ event }) => incidentReported.decode(event?.body ?? Buffer.alloc(0)).incidentId);
  expect(told).toEqual(incidentIds.filter((_, index) => index !== 2));
  for (const response of read) {
    expect(Buffer.from(ReadEventsResponse.encode(response).finish()).includes(DESCRIPTION)).toBe(false);
  }
});

test('a system without it sees only that there are sensitive or unreadable events', async () => {
  const read = await readLedger(intake.port, 'statistics');
  const withheld = read.filter((response) => response.withheld);
  expect(read.map(({ event }) => event?.position)).toEqual([1n, 2n, 3n, 4n, 5n]);
  expect(withheld.map(({ event }) => event?.position)).toEqual(SENSITIVE);
  for (const response of withheld) {
    const empty = ReadEventsResponse.fromPartial({
      epoch: response.epoch,
      withheld: true,
      event: { position: response.event?.position ?? 0n },
    });
    expect(response).toEqual(empty);
    expect(Buffer.from(ReadEventsResponse.encode(response).finish()).includes(VINNYTSIA)).toBe(false);
  }
});

test('a filter by type does not reveal the types of withheld events', async () => {
  const other = await readLedger(intake.port, 'statistics', {
    eventTypes: ['safecommunity.incidents.v1.responder-arrived'],
  });
  expect(other.map(({ event }) => event?.position)).toEqual(SENSITIVE);
  const wanted = await readLedger(intake.port, 'statistics', { eventTypes: [incidentReported.type] });
  expect(wanted.map(({ withheld }) => withheld)).toEqual([false, true, true, true, false]);
});

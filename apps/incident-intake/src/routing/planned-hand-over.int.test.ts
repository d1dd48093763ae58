import { AssignmentEndReason, AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  assignmentEnded,
  beatChanged,
  beatCreated,
  beatRetired,
  incidentRouted,
  type NewEvent,
} from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import { eventually } from '@safe-community/testkit';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntakeWithRegistry, type IntakeWithRegistry } from '../../test/intake-with-registry.ts';
import { fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { assigned, stateChanged, type Part } from '../../test/registry-ledger.ts';

const { DEPUTY, DISTRICT } = AssignmentRole;
const SETTLEMENT = 'UA05020030020063505';
const PLACE = { oblastCode: VINNYTSIA_OBLAST, hromadaCode: VINNYTSIA };

/** How far the service's clock is ahead. */
let ahead = 0;
const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000);

let world: IntakeWithRegistry;
beforeAll(async () => {
  world = await runIntakeWithRegistry({ clock });
});
afterAll(() => world.stop());

function created(beatId: string, unitCodes: string[] = [VINNYTSIA]): NewEvent {
  const message = { beatId, ...PLACE, unitCodes, createdTime: clock.now() };
  return beatCreated.create(message, PLACE);
}

function retired(beatId: string): NewEvent {
  return beatRetired.create({ beatId, ...PLACE, retiredTime: clock.now() }, PLACE);
}

function ended(assignmentId: string, officerId: string, endTime: Date): NewEvent {
  const beat = { hromadaCode: VINNYTSIA, starostaDistrictCode: '' };
  const more = { role: AssignmentRole.PRIMARY, reason: AssignmentEndReason.HANDED_OVER };
  return assignmentEnded.create(
    { assignmentId, officerId, beatId: '', beat, oblastCode: VINNYTSIA_OBLAST, endTime, ...more },
    PLACE,
  );
}

function on(beatId: string, part: Partial<Part> = {}): { officerId: string; assignmentId: string; event: NewEvent } {
  const ids = { officerId: randomUUID(), assignmentId: randomUUID() };
  return { ...ids, event: assigned({ ...ids, beatId, startsAt: clock.now(), ...part }) };
}

async function reported(settlementCode = '') {
  return world.intake.report({ report: fire({ settlementCode }) });
}

async function reportedTo(officerId: string, settlementCode = ''): Promise<string> {
  return eventually(async () => {
    const { incidentId, responsibleOfficerId } = await reported(settlementCode);
    expect(responsibleOfficerId).toBe(officerId);
    return incidentId;
  });
}

function isWith(officerId: string, incidentId: string): Promise<void> {
  return eventually(async () =>
    expect((await world.intake.get(incidentId)).incident?.responsibleOfficerId).toBe(officerId),
  );
}

test('an assignment that has begun for the registry counts here too when our clock is an hour behind', async () => {
  const beatId = randomUUID();
  ahead = -60 * 60_000;
  const primary = on(beatId, { startsAt: new Date(Date.now() - 1_000) });
  await world.tell(created(beatId), primary.event);
  const incidentId = await reportedTo(primary.officerId);
  expect(await world.published(incidentRouted, incidentId)).toEqual([]);
  await world.tell(retired(beatId));
  await reportedTo('');
  ahead = 0;
});

test('a planned hand-over takes effect at its instant without another event, for new and open incidents', async () => {
  const beatId = randomUUID();
  // Later than the job that checks recent incidents looks back.
  const at = inMinutes(60);
  const [former, next] = [on(beatId), on(beatId, { startsAt: at })];
  await world.tell(created(beatId), former.event, ended(former.assignmentId, former.officerId, at), next.event);
  const incidentId = await reportedTo(former.officerId);
  // Otherwise the marks of the events would find the incident.
  await eventually(async () => expect(await world.intake.sql('select * from changed_beats')).toEqual([]));
  ahead += 60 * 60_000;
  expect((await reported()).responsibleOfficerId).toBe(next.officerId);
  await isWith(next.officerId, incidentId);
  expect(await world.published(incidentRouted, incidentId)).toMatchObject([
    { formerOfficerId: former.officerId, responsibleOfficerId: next.officerId },
  ]);
  await world.tell(retired(beatId));
  await reportedTo('');
});

test('a hand-over that was due while the service was down takes effect when it starts', async () => {
  const beatId = randomUUID();
  const at = inMinutes(30);
  const [former, next] = [on(beatId), on(beatId, { startsAt: at })];
  await world.tell(created(beatId), former.event, ended(former.assignmentId, former.officerId, at), next.event);
  const incidentId = await reportedTo(former.officerId);
  await world.intake.nats.stop();
  ahead += 31 * 60_000;
  await world.intake.restart();
  expect((await reported()).responsibleOfficerId).toBe(next.officerId);
  await isWith(next.officerId, incidentId);
  await world.intake.nats.restart();
  await world.tell(retired(beatId));
  await reportedTo('');
});

test('an assignment that was cancelled before it began never counts', async () => {
  const beatId = randomUUID();
  const at = inMinutes(10);
  const [primary, planned] = [on(beatId), on(beatId, { startsAt: at })];
  await world.tell(created(beatId), primary.event, planned.event);
  await world.tell(ended(planned.assignmentId, planned.officerId, at));
  await reportedTo(primary.officerId);
  ahead += 11 * 60_000;
  expect((await reported()).responsibleOfficerId).toBe(primary.officerId);
  await world.tell(retired(beatId));
  await reportedTo('');
});

test('the beat of a settlement comes before that of the hromada, and open incidents follow its units', async () => {
  const [whole, part] = [randomUUID(), randomUUID()];
  const [ofWhole, ofPart] = [on(whole), on(part)];
  await world.tell(created(whole), ofWhole.event, created(part, [SETTLEMENT]), ofPart.event);
  const incidentId = await reportedTo(ofPart.officerId, SETTLEMENT);
  await reportedTo(ofWhole.officerId);
  const message = { beatId: part, ...PLACE, unitCodes: ['0520655500'], changedTime: clock.now() };
  await world.tell(beatChanged.create(message, PLACE));
  await reportedTo(ofWhole.officerId, SETTLEMENT);
  await isWith(ofWhole.officerId, incidentId);
  expect((await reported(SETTLEMENT)).responsibleOfficerId).toBe(ofWhole.officerId);
  await world.tell(retired(whole), retired(part));
  await reportedTo('');
});

test('a city district without a beat of its own belongs to the beat of the city, also for open incidents', async () => {
  const place = { hromadaCode: 'UA63120270000028556', oblastCode: 'UA63000000000041885' };
  const [city, district] = ['UA63120270010096107', 'UA63120270010158723'];
  const [ofCity, ofDistrict] = [randomUUID(), randomUUID()];
  const { hromadaCode } = place;
  const [first, second] = [on(ofCity, { hromadaCode }), on(ofDistrict, { hromadaCode })];
  const beatOn = (beatId: string, unitCode: string): NewEvent => {
    const message = { beatId, ...place, unitCodes: [unitCode], createdTime: clock.now() };
    return beatCreated.create(message, place);
  };
  await world.tell(beatOn(ofCity, city), first.event);
  const report = () => world.intake.report({ report: fire({ hromadaCode, settlementCode: district }) });
  await eventually(async () => expect((await report()).responsibleOfficerId).toBe(first.officerId));
  const { incidentId } = await report();
  await world.tell(beatOn(ofDistrict, district), second.event);
  await isWith(second.officerId, incidentId);
  const retire = (beatId: string): NewEvent =>
    beatRetired.create({ beatId, ...place, retiredTime: clock.now() }, place);
  await world.tell(retire(ofDistrict));
  await isWith(first.officerId, incidentId);
  await world.tell(retire(ofCity));
});

test('a district officer is responsible only while no community officer serves', async () => {
  const beatId = randomUUID();
  const [district, deputy] = [on(beatId, { role: DISTRICT }), on(beatId, { role: DEPUTY, deputyOrder: 1 })];
  await world.tell(created(beatId), district.event);
  const incidentId = await reportedTo(district.officerId);
  await world.tell(deputy.event);
  await reportedTo(deputy.officerId);
  await isWith(deputy.officerId, incidentId);
  await world.tell(stateChanged(deputy.officerId, OfficerState.ON_LEAVE));
  await isWith(district.officerId, incidentId);
  expect((await reported()).responsibleOfficerId).toBe(district.officerId);
  await world.tell(retired(beatId));
  await reportedTo('');
});

test('what ended long ago is deleted when the next assignment begins or ends', async () => {
  const beatId = randomUUID();
  const old = on(beatId, { endsAt: inMinutes(1) });
  await world.tell(created(beatId), old.event);
  ahead += 2 * 24 * 60 * 60_000;
  await world.tell(on(beatId).event);
  await eventually(async () => {
    const found = await world.intake.sql('select * from beat_staffing where assignment_id = $1', [old.assignmentId]);
    expect(found).toEqual([]);
  });
});

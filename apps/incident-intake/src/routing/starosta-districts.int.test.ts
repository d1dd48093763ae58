import { beatCreated, incidentRouted, type NewEvent } from '@safe-community/events';
import { addDays, firstMomentOf, kyivDay } from '@safe-community/domain-kit';
import { systemClock } from '@safe-community/service-kit';
import { eventually } from '@safe-community/testkit';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntakeWithRegistry, type IntakeWithRegistry } from '../../test/intake-with-registry.ts';
import { fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { assigned, defined } from '../../test/registry-ledger.ts';

const SETTLEMENT = 'UA05020030020063505';
const [DISTRICT, OTHER_DISTRICT] = ['0520655500', '0520680800'];
const PLACE = { oblastCode: VINNYTSIA_OBLAST, hromadaCode: VINNYTSIA };

/** How far the service's clock is ahead. */
let ahead = 0;
const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
const inDays = (days: number) => addDays(kyivDay(clock.now()), days);

/** Puts the clock of the service to a minute after the beginning of a day. */
function goTo(day: string): void {
  ahead = firstMomentOf(day).getTime() + 60_000 - Date.now();
}

let world: IntakeWithRegistry;
const beats = { whole: randomUUID(), district: randomUUID(), other: randomUUID() };
const officers = { whole: randomUUID(), district: randomUUID(), other: randomUUID() };
beforeAll(async () => {
  world = await runIntakeWithRegistry({ clock });
  const created = (beatId: string, unitCode: string): NewEvent =>
    beatCreated.create({ beatId, ...PLACE, unitCodes: [unitCode], createdTime: clock.now() }, PLACE);
  const on = (beat: keyof typeof beats): NewEvent =>
    assigned({ officerId: officers[beat], assignmentId: randomUUID(), beatId: beats[beat] });
  await world.tell(created(beats.whole, VINNYTSIA), on('whole'));
  await world.tell(created(beats.district, DISTRICT), on('district'));
  await world.tell(created(beats.other, OTHER_DISTRICT), on('other'));
  await reportedTo(officers.whole);
});
afterAll(() => world.stop());

async function reported(): Promise<{ incidentId: string; responsibleOfficerId: string }> {
  return world.intake.report({ report: fire({ settlementCode: SETTLEMENT, location: undefined }) });
}

async function reportedTo(officerId: string): Promise<string> {
  return eventually(async () => {
    const { incidentId, responsibleOfficerId } = await reported();
    expect(responsibleOfficerId).toBe(officerId);
    return incidentId;
  });
}

function isWith(officerId: string, incidentId: string): Promise<void> {
  return eventually(async () =>
    expect((await world.intake.get(incidentId)).incident?.responsibleOfficerId).toBe(officerId),
  );
}

/** The districts as they are today: of the settlement's beat, or of none. */
async function decidedToday(district: string[], other: string[], officerId: string): Promise<string> {
  await world.tell(defined(DISTRICT, district, inDays(0)), defined(OTHER_DISTRICT, other, inDays(0)));
  return reportedTo(officerId);
}

test('reports of a settlement go to the beat of its starosta district, and open ones follow', async () => {
  const incidentId = await decidedToday([], [], officers.whole);
  await decidedToday([SETTLEMENT], [], officers.district);
  await isWith(officers.district, incidentId);
  expect(await world.published(incidentRouted, incidentId)).toMatchObject([
    { formerOfficerId: officers.whole, responsibleOfficerId: officers.district },
  ]);
  await decidedToday([], [], officers.whole);
  await isWith(officers.whole, incidentId);
});

test('a decision of the future takes effect with its day without another event, for new and open incidents', async () => {
  const day = inDays(1);
  await world.tell(defined(DISTRICT, [SETTLEMENT], day));
  const incidentId = await decidedToday([], [], officers.whole);
  // Otherwise the marks of the events would find the incident.
  await eventually(async () => expect(await world.intake.sql('select * from changed_beats')).toEqual([]));
  goTo(day);
  expect((await reported()).responsibleOfficerId).toBe(officers.district);
  await isWith(officers.district, incidentId);
});

test('a decision whose day came while the service was down takes effect when it starts', async () => {
  const day = inDays(1);
  await world.tell(defined(DISTRICT, [], day), defined(OTHER_DISTRICT, [SETTLEMENT], day));
  const incidentId = await decidedToday([SETTLEMENT], [], officers.district);
  await eventually(async () => expect(await world.intake.sql('select * from changed_beats')).toEqual([]));
  await world.intake.nats.stop();
  goTo(day);
  await world.intake.restart();
  expect((await reported()).responsibleOfficerId).toBe(officers.other);
  await isWith(officers.other, incidentId);
  await world.intake.nats.restart();
});

test('an incident that names a district leaves its beat when the council moves the settlement', async () => {
  const day = inDays(1);
  await decidedToday([], [SETTLEMENT], officers.other);
  const report = fire({ settlementCode: SETTLEMENT, starostaDistrictCode: OTHER_DISTRICT, location: undefined });
  const { incidentId, responsibleOfficerId } = await world.intake.report({ report });
  expect(responsibleOfficerId).toBe(officers.other);
  await world.tell(defined(OTHER_DISTRICT, [], day));
  goTo(day);
  await isWith(officers.whole, incidentId);
});

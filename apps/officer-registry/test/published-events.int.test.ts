import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import * as events from '@safe-community/events';
import { kindsOf, publishedAt, publishedEvents, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from './registry-client.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

const DISTRICT = '0520655500';
const REGISTERED = new Date('2026-05-01T08:00:00Z');
const LATER = new Date('2026-05-02T09:30:00Z');

let now = REGISTERED;
let registry: RunningRegistry;
let published: PublishedEvents;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  published = publishedEvents(registry);
});
afterAll(() => registry.stop());

test('a patrol unit is published with its names', async () => {
  const unit = {
    patrolUnitCode: 'vinnytsia-1',
    oblastCode: VINNYTSKA_OBLAST,
    nameUk: 'Полк у Вінниці',
    nameEn: 'Regiment in Vinnytsia',
    demonstration: true,
  };
  await registry.client.registerPatrolUnit(unit);
  expect(await published.of(events.patrolUnitRegistered, unit.patrolUnitCode)).toEqual(
    publishedAt(`${VINNYTSKA_OBLAST}.none`, [unit]),
  );
});

test('a patrol officer is published at the registration and at each change of the state', async () => {
  now = REGISTERED;
  const patrol = { kind: OfficerKind.PATROL, patrolUnitCode: 'vinnytsia-1', demonstration: true };
  const { officerId } = await registry.client.registerOfficer({ ...patrol, state: OfficerState.ACTIVE });
  const officer = { officerId, ...patrol, oblastCode: VINNYTSKA_OBLAST };
  expect(await published.of(events.officerRegistered, officerId)).toEqual(
    publishedAt(`${VINNYTSKA_OBLAST}.none`, [{ ...officer, state: OfficerState.ACTIVE, registeredTime: REGISTERED }]),
  );
  now = LATER;
  await registry.client.changeOfficerState({ officerId, state: OfficerState.ON_LEAVE });
  await registry.client.changeOfficerState({ officerId, state: OfficerState.SUSPENDED, reason: 'Наказ' });
  expect(await published.of(events.officerStateChanged, officerId)).toEqual(
    publishedAt(`${VINNYTSKA_OBLAST}.none`, [
      { ...officer, formerState: OfficerState.ACTIVE, state: OfficerState.ON_LEAVE, changedTime: LATER },
      { ...officer, formerState: OfficerState.ON_LEAVE, state: OfficerState.SUSPENDED, changedTime: LATER },
    ]),
  );
});

test('an assignment is published with the beat, the role and the state of the officer', async () => {
  now = REGISTERED;
  const { officerId } = await registry.client.registerOfficer({ demonstration: true });
  now = LATER;
  await registry.client.assignOfficer({
    officerId,
    beat: beat(VINNYTSIA, DISTRICT),
    role: AssignmentRole.DEPUTY,
  });
  expect(await published.of(events.officerAssigned, officerId)).toEqual(
    publishedAt(`${VINNYTSKA_OBLAST}.${VINNYTSIA}`, [
      {
        officerId,
        beat: beat(VINNYTSIA, DISTRICT),
        role: AssignmentRole.DEPUTY,
        state: OfficerState.ACTIVE,
        oblastCode: VINNYTSKA_OBLAST,
        demonstration: true,
        assignedTime: LATER,
      },
    ]),
  );
});

test('a unit of the codifier is published when it is new', async () => {
  const oblastCode = 'UA01000000000013043';
  const code = 'UA01020010000048857';
  const unit = { code, name: 'Андріївська', category: 'H', oblastCode, raionCode: 'UA01020000000022387' };
  await registry.client.importTerritory({ units: [unit] });
  expect(await published.of(events.territoryUnitListed, code)).toEqual(publishedAt(`${oblastCode}.${code}`, [unit]));
});

test('no field of any event of the registry is left out above', () => {
  expect(published.uncompared(kindsOf(events, 'safecommunity.officers.'))).toEqual([]);
});

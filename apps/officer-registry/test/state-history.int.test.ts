import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

const { ACTIVE, ON_LEAVE } = OfficerState;
const HOUR = 3_600_000;
/** When the officers of this file are registered; the service runs a day later. */
const REGISTERED = new Date('2026-05-01T08:00:00Z');

let now = REGISTERED;
let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
});
afterAll(() => registry.stop());

const hours = (after: number): Date => new Date(REGISTERED.getTime() + after * HOUR);

test('a change is not before the latest one: neither the first change nor the current state limits it', async () => {
  const officerId = await officerWithChanges(2, 4, 6);
  for (const tooEarly of [hours(1), hours(3), hours(5), new Date(hours(6).getTime() - 1)]) {
    const refusal = await refusalOf(change(officerId, ACTIVE, tooEarly));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['effective_time'] });
  }
  expect(await change(officerId, ACTIVE, hours(6))).toEqual({ state: ACTIVE, changedTime: hours(6) });
});

test('a change between the latest one and the current time keeps its time', async () => {
  const officerId = await officerWithChanges(2, 4, 6);
  expect(await change(officerId, ACTIVE, hours(7))).toEqual({ state: ACTIVE, changedTime: hours(7) });
});

test('the changes of another officer do not matter', async () => {
  const officerId = await officerWithChanges(2);
  await officerWithChanges(10);
  expect(await change(officerId, ACTIVE, hours(3))).toEqual({ state: ACTIVE, changedTime: hours(3) });
});

test('a change without a time is not before the latest one, even if the clock is behind', async () => {
  const officerId = await officerWithChanges(2, 4);
  now = hours(3);
  expect(await change(officerId, ON_LEAVE)).toEqual({ state: ON_LEAVE, changedTime: hours(4) });
});

/** An officer who went on leave and came back at these hours after the registration, a day ago. */
async function officerWithChanges(...at: readonly number[]): Promise<string> {
  now = REGISTERED;
  const { officerId } = await registry.client.registerOfficer();
  now = hours(24);
  for (const [index, hour] of at.entries()) await change(officerId, index % 2 === 0 ? ON_LEAVE : ACTIVE, hours(hour));
  return officerId;
}

function change(officerId: string, state: OfficerState, effectiveTime?: Date) {
  return registry.client.changeOfficerState({ officerId, state, effectiveTime });
}

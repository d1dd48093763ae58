import { randomUUID } from 'node:crypto';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Connection } from '../connection/connect-services.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem(['officer-registry']);
  connection = system.connect();
});
afterAll(async () => {
  connection.close();
  await system.stop();
});

test('sends an officer on leave and prints the state', async () => {
  const officerId = await register('TEST-1');
  const { exitCode, stdout } = await system.hromada('officer', 'state', officerId, 'on-leave', '--reason', 'відпустка');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Officer ${officerId}: on leave, since .+ \\(Kyiv\\)\n$`));
  expect((await connection.officers.getOfficer({ officerId })).officer?.state).toBe(OfficerState.ON_LEAVE);
});

test('prints the response as JSON, with the given time', async () => {
  const officerId = await register('TEST-2');
  const since = new Date().toISOString();
  const { stdout } = await system.hromada('officer', 'state', officerId, 'ON_LEAVE', '--since', since, '--json');
  expect(JSON.parse(stdout)).toEqual({ state: 'OFFICER_STATE_ON_LEAVE', changedTime: since });
});

test('prints the allowed states and missing fields on stderr', async () => {
  const officerId = await register('TEST-3');
  const illegal = await system.hromada('officer', 'state', officerId, 'training');
  expect(illegal).toMatchObject({ exitCode: 1, stdout: '' });
  expect(illegal.stderr).toContain('legal from ACTIVE: ON_LEAVE, SUSPENDED, DISMISSED (OFFICER_STEP_ILLEGAL)');
  const silent = await system.hromada('officer', 'state', officerId, 'dismissed');
  expect(silent.exitCode).toBe(1);
  expect(silent.stderr).toContain('reason: must say why an officer is suspended or dismissed');
});

test('an unknown state is a usage error', async () => {
  const { exitCode, stderr } = await system.hromada('officer', 'state', randomUUID(), 'asleep');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('It must be one of candidate, selection');
});

test('without "state", finds the officer of a place', async () => {
  const { stderr } = await system.hromada('officer', 'Київ', '--json');
  expect(stderr).toContain('No responsible officer yet');
});

async function register(serviceNumber: string): Promise<string> {
  const { officerId } = await connection.officers.registerOfficer({
    requestId: randomUUID(),
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName: 'Петренко Марія',
    serviceNumber,
    phone: '',
    patrolUnitCode: '',
    policeUnitCode: '',
    servicePlaceCode: '',
  });
  return officerId;
}

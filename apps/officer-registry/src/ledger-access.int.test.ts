import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { readHead, readLedger, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRegistry, type RunningRegistry } from '../test/running-registry.ts';

const CANARIES = ['Канарейко', '671112233', 'CANARY-7'];

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
  const officer = { fullName: 'Канарейко Марія', phone: '+380671112233', serviceNumber: 'CANARY-7' };
  const { officerId } = await registry.client.registerOfficer(officer);
  await registry.client.assignOfficer({ officerId, role: AssignmentRole.PRIMARY });
});
afterAll(() => registry.stop());

test('a system without the scope does not read the ledger', async () => {
  const denied = { code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' };
  expect(await refusalOf(readLedger(registry.port, 'nats'))).toMatchObject(denied);
  expect(await refusalOf(readHead(registry.port, 'nats'))).toMatchObject(denied);
});

test('one with the scope reads all of it, and it contains no personal data', async () => {
  const read = await readLedger(registry.port, 'client');
  const types = read.map(({ event }) => event?.eventType.split('.').at(-1));
  // A job may have published figures meanwhile.
  expect(types.filter((type) => type !== 'guarantee-measured')).toEqual([
    'officer-registered',
    'beat-created',
    'officer-assigned',
  ]);
  expect(read.map(({ event }) => event?.position)).toEqual(read.map((_, index) => BigInt(index + 1)));
  expect(await readHead(registry.port, 'client')).toBeGreaterThanOrEqual(BigInt(read.length));
  for (const response of read) {
    const bytes = Buffer.from(ReadEventsResponse.encode(response).finish());
    expect(CANARIES.filter((secret) => bytes.includes(secret))).toEqual([]);
    expect(response.withheld).toBe(false);
  }
});

import { randomUUID } from 'node:crypto';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA } from './registry-client.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('while the database is away, writes wait for another try and who is responsible is answered', async () => {
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId });
  registry.line.cut();

  const request = { requestId: randomUUID(), serviceNumber: 'AFTERWARDS' };
  expect(await refusalOf(registry.client.registerOfficer(request))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await refusalOf(registry.client.getOfficer(officerId))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await registry.client.findResponsibleOfficer(VINNYTSIA)).toMatchObject({ officer: { officerId } });
  expect(await registry.client.getCoverage()).toMatchObject({ assignedOfficers: 1 });
  // Whether an unknown hromada was imported meanwhile cannot be said now.
  const unknown = registry.client.findResponsibleOfficer('UA01020010000048857');
  expect(await refusalOf(unknown)).toMatchObject({ code: 'UNAVAILABLE' });
  await eventually(() => expect(registry.log.join('')).toContain('the directory is not refreshed'));

  registry.line.restore();
  await eventually(() => registry.client.registerOfficer(request));
  expect(await registry.sql(`select 1 from officer where service_number = 'AFTERWARDS'`)).toHaveLength(1);
});

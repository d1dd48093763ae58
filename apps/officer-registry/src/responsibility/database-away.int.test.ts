import { randomUUID } from 'node:crypto';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistryOnLine, type RegistryOnLine } from '../../test/running-registry.ts';

let registry: RegistryOnLine;
beforeAll(async () => {
  registry = await runRegistryOnLine();
});
afterAll(() => registry.stop());

test('while the database is down, writes are UNAVAILABLE and the responsible officer is still found', async () => {
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId });
  registry.line.cut();

  const request = { requestId: randomUUID(), serviceNumber: 'AFTERWARDS' };
  expect(await refusalOf(registry.client.registerOfficer(request))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await refusalOf(registry.client.getOfficer(officerId))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await registry.client.findResponsibleOfficer(VINNYTSIA)).toMatchObject({ officer: { officerId } });
  expect(await registry.client.getCoverage()).toMatchObject({ assignedOfficers: 1 });
  // Whether another replica has imported an unknown hromada cannot be known now.
  const unknown = registry.client.findResponsibleOfficer('UA01020010000048857');
  expect(await refusalOf(unknown)).toMatchObject({ code: 'UNAVAILABLE' });
  await eventually(() =>
    expect(registry.log.join('')).toMatch(
      /job waits for the database.*refresh-directory|refresh-directory.*job waits for the database/,
    ),
  );

  registry.line.restore();
  await eventually(() => registry.client.registerOfficer(request));
  expect(await registry.sql(`select 1 from officer where service_number = 'AFTERWARDS'`)).toHaveLength(1);
});

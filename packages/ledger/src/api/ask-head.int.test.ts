import { clientCredentials } from '@safe-community/grpc-kit';
import { startProxy, testPki } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { askHead } from '@safe-community/service-kit/operations';
import type { ReportedHead } from '../index.ts';
import { openLedger, report } from '../../test/ground.ts';
import { serveLedger } from '../../test/consumers.ts';

function ask(port: number): Promise<ReportedHead | undefined> {
  const { caFile, identities } = testPki();
  return askHead(`localhost:${port}`, clientCredentials({ caFile, ...identities.statistics }));
}

it('returns how far a producer has published, without waiting for an unavailable or silent one', async () => {
  const ledger = await openLedger();
  await report(ledger, 'a', 'b');
  const server = await serveLedger(ledger);
  const told = await ask(server.port);
  expect(told).toMatchObject({ published: 0n });
  expect(told?.epoch).toMatch(/^[0-9a-f-]{36}$/);

  const proxy = await startProxy(server.port);
  onTestFinished(() => proxy.close());
  proxy.blackhole();
  expect(await ask(proxy.port)).toBeUndefined();
  proxy.cut();
  expect(await ask(proxy.port)).toBeUndefined();
});

import { startTelemetry } from '@safe-community/telemetry';
import { createTestDatabase, eventually } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase, rows } from './index.ts';

it('exports used, idle and maximum connections, waiting callers and their wait time', async () => {
  const metricsPort = { host: '127.0.0.1', port: 0 };
  const telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 0, metricsPort });
  onTestFinished(() => telemetry.shutdown());
  const tell = async (): Promise<string> => (await fetch(`http://127.0.0.1:${telemetry.metricsPort}/metrics`)).text();
  const created = await createTestDatabase();
  onTestFinished(() => created.drop());
  const database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 2 });
  onTestFinished(() => database.close());
  const name = new URL(created.ownerUrl).pathname.slice(1);
  const pool = `db_client_connection_pool_name="${name}"`;
  const count = (state: string): string => `db_client_connection_count{${pool},db_client_connection_state="${state}"}`;

  const slow = [1, 2, 3].map(() => rows(database.em.fork(), 'select pg_sleep(1)'));
  await eventually(async () => {
    const text = await tell();
    expect(text).toContain(`${count('used')} 2\n`);
    expect(text).toContain(`${count('idle')} 0\n`);
    expect(text).toContain(`db_client_connection_max{${pool}} 2\n`);
    expect(text).toContain(`db_client_connection_pending_requests{${pool}} 1\n`);
  });
  await Promise.all(slow);
  const after = await tell();
  expect(after).toContain(`${count('used')} 0\n`);
  expect(after).toContain(`${count('idle')} 2\n`);
  expect(after).toContain(`db_client_connection_wait_time_seconds_count{${pool}} 3\n`);
  // Two were served at once, the third had to wait for a second.
  expect(after).toContain(`db_client_connection_wait_time_seconds_bucket{${pool},le="0.5"} 2\n`);
});

import { randomUUID } from 'node:crypto';
import { migrate, rows } from '@safe-community/database';
import { createLogger } from '@safe-community/telemetry';
import { createTestDatabase, eventually, startTestNats, testServiceConfig } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { openSmallDatabase, startSmall } from '../test/small-service.ts';

const CALL = '/test.v1.Service/Write';

it('deletes old events and old answers if configured, and keeps recent ones', async () => {
  const [nats, created] = await Promise.all([startTestNats({ tls: true }), createTestDatabase()]);
  const database = openSmallDatabase(created.ownerUrl);
  await migrate(database, 'demonstration');
  const sql = (statement: string, values: readonly unknown[] = []) =>
    rows<Record<string, unknown>>(database.em.fork(), statement, values);
  await sql('update ledger_head set position = 5');
  await sql(
    `insert into ledger_event
     select 0, n, gen_random_uuid(), 'safecommunity.incidents.v1.incident-reported',
       'safecommunity.incidents.v1.incident-reported.none.none', now() - make_interval(days => 10 - n), '', false, ''
     from generate_series(1, 5) as n`,
  );
  const [old, young] = [randomUUID(), randomUUID()];
  for (const [id, days] of [
    [old, 8],
    [young, 6],
  ]) {
    await sql(
      `insert into request_record values ('client', $1, $2, 'digest', 'answer', now() - make_interval(days => $3))`,
      [id, CALL, days],
    );
  }
  const logger = createLogger({ service: 'test', level: 'silent' });
  const retention = { answersKeptDays: 7, eventsKeptDays: 7, consumers: [] };
  const config = testServiceConfig({ identity: 'incident-intake', databaseUrl: created.url, nats });
  // Unpublished events are not pruned, so the first run may be too early: the next one is minutes away.
  await sql('update ledger_mark set position = 5');
  const service = await startSmall({ ...config, retention }, logger);
  onTestFinished(async () => {
    await service.stop();
    await service.database.close();
    await database.close();
    await nats.stop();
    await created.drop();
  });
  // Those of nine and eight days ago; the third is seven days old, and a moment more.
  await eventually(async () => expect(await sql('select position from ledger_pruned')).toEqual([{ position: '3' }]));
  expect(await sql('select position::int from ledger_event order by 1')).toEqual([{ position: 4 }, { position: 5 }]);
  await eventually(async () =>
    expect(await sql('select request_id, method from request_record order by recorded_at')).toEqual([
      { request_id: old, method: '' },
      { request_id: young, method: CALL },
    ]),
  );
});

import { randomUUID } from 'node:crypto';
import { defineMigration, migrate, openDatabase, rows, type Database } from '@safe-community/database';
import { CONSUMER_TABLES, LEDGER_TABLES, REQUEST_TABLES } from '@safe-community/ledger';
import { createTestDatabase } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { CAMERA_TABLES } from '../src/cameras/module.ts';
import { openRolloutDatabase } from '../src/service.ts';
import { STRENGTH_TABLES } from '../src/strength/module.ts';

const FIRST = [...LEDGER_TABLES, ...REQUEST_TABLES, ...CONSUMER_TABLES, ...STRENGTH_TABLES, ...CAMERA_TABLES];
const REGISTERED = '2026-05-01 08:00:00+00';
const ISSUED = '2026-05-02 09:30:00+00';

test('cameras from the time before custody have the custody that is known of them', async () => {
  const [inStock, issued, officer] = [randomUUID(), randomUUID(), randomUUID()];
  const own = await createTestDatabase({
    service: 'older-cameras',
    migrate: async (url) => {
      const first = openDatabase({
        url,
        entities: [],
        migrations: [defineMigration('2026-11-24-first', FIRST)],
        rights: {},
      });
      await migrate(first);
      await rows(first.em.fork(), `insert into patrol_unit values ('kyiv-1', 'UA80000000000093317', 'П', 'U', true)`);
      for (const [id, state, holder, at] of [
        [inStock, 'in_stock', null, null],
        [issued, 'issued', officer, ISSUED],
      ]) {
        await rows(
          first.em.fork(),
          `insert into camera values ($1, $2, 'Body 3', 'kyiv-1', 'UA80000000000093317', $3, $4, $5, $6, true)`,
          [id, id, state, holder, at, REGISTERED],
        );
      }
      await first.close();
      const whole = openRolloutDatabase(url);
      await migrate(whole);
      await whole.close();
    },
  });
  onTestFinished(() => own.drop());
  const database: Database = openRolloutDatabase(own.adminUrl);
  onTestFinished(() => database.close());
  const found = await rows(
    database.em.fork(),
    `select camera_id, number, step, officer_id, start_at = $1 as is_registered, end_at is null as is_current
     from camera_custody order by camera_id = $2, number`,
    [REGISTERED, issued],
  );
  expect(found).toEqual([
    { camera_id: inStock, number: 1, step: 'register', officer_id: null, is_registered: true, is_current: true },
    { camera_id: issued, number: 1, step: 'register', officer_id: null, is_registered: true, is_current: false },
    { camera_id: issued, number: 2, step: 'issue', officer_id: officer, is_registered: false, is_current: true },
  ]);
  const firmware = await rows(database.em.fork(), `select firmware_version, end_at from camera_firmware`);
  expect(firmware).toEqual([
    { firmware_version: '', end_at: null },
    { firmware_version: '', end_at: null },
  ]);
});

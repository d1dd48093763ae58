import { eventually, type TestDatabase } from '@safe-community/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { administer, openGround, type Ground } from '../test/ground.ts';

const TOO_MUCH = 'not ready: its database role has rights that only the owner of the database needs';
const TOO_LITTLE = 'not ready: its database role lacks a right, which the migrations of this version grant';

let database: TestDatabase;
let start: Ground['start'];

beforeEach(async () => {
  const ground = await openGround();
  ({ database, start } = ground);
  await ground.migrated();
  return () => ground.end();
});

describe('readiness', () => {
  it('is false for a service that connects as the owner of its database, logged once with the reason', async () => {
    const { isReady, lines } = await start({ databaseUrl: database.ownerUrl });
    const said = () => lines().filter(({ message }) => message === TOO_MUCH);
    await eventually(() => expect(said()).toMatchObject([{ level: 'error', cause: 'makes-tables' }]));
    expect(await isReady()).toBe(false);
    expect(said()).toHaveLength(1);
  });

  it('is false while the role can change append-only tables, and then becomes true without a restart', async () => {
    await administer(database, 'grant delete on ledger_lost_event to test_owner_service');
    const { isReady, lines } = await start();
    const about = { message: TOO_MUCH, cause: 'changes-what-is-written-once', table: 'ledger_lost_event', count: 1 };
    await eventually(() => expect(lines()).toContainEqual(expect.objectContaining(about)));
    expect(await isReady()).toBe(false);
    await administer(database, 'revoke delete on ledger_lost_event from test_owner_service');
    await eventually(async () => expect(await isReady()).toBe(true));
  });

  it('is false while a right is missing, and then becomes true without a restart', async () => {
    await administer(database, 'revoke insert on ledger_event from test_owner_service');
    const { isReady, lines } = await start();
    const about = { message: TOO_LITTLE, cause: 'cannot-insert', table: 'ledger_event' };
    await eventually(() => expect(lines()).toContainEqual(expect.objectContaining(about)));
    expect(await isReady()).toBe(false);
    await administer(database, 'grant insert on ledger_event to test_owner_service');
    await eventually(async () => expect(await isReady()).toBe(true));
  });
});

import { join } from 'node:path';
import { createDatabase, startPostgres } from '@safe-community/local-stack';
import { migrate, rows, type Database } from '@safe-community/database';
import { eventually, startTestNats, testFolder } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { connectTo, ids, openLedger, openLedgerDatabase, relayOf, report } from '../../test/ground.ts';
import { countedBy, listen, serveLedger, sourceAt } from '../../test/consumers.ts';

it('counts events again that a failed server had not yet written, even without a further event', async () => {
  const nats = await startTestNats();
  onTestFinished(() => nats.stop());
  const nc = await connectTo(nats);
  const producer = await openLedger();
  const { port } = await serveLedger(producer);
  relayOf(producer, nc);
  const { database, fall } = await ownServer();
  listen({ database }, nc, { source: sourceAt(port) });

  await report(producer, ...ids('settled', 5));
  await eventually(async () => expect(await countedBy({ database })).toHaveLength(5));
  await report(producer, ...ids('latest', 5));
  await eventually(async () => expect(await countedBy({ database })).toHaveLength(10));
  await fall();

  await eventually(async () => expect(new Set(await countedBy({ database })).size).toBe(10));
  expect(await countedBy({ database })).toHaveLength(10);
});

/** A PostgreSQL server for this test alone that can be killed, with such delayed disk writes that something is lost. */
async function ownServer(): Promise<{ database: Database; fall: () => Promise<void> }> {
  const folder = testFolder('own-postgres');
  const options = { dataDir: join(folder, 'data'), logFile: join(folder, 'postgres.log') };
  let server = await startPostgres(options);
  const { port } = server;
  const passwords = { owner: 'test', service: 'test', reader: 'test' };
  const urls = await createDatabase(server.adminUrl, { name: 'listener', passwords });
  const admin = openLedgerDatabase(server.adminUrl, 1);
  await rows(admin.em.fork(), `alter system set wal_writer_delay = '10s'`);
  await rows(admin.em.fork(), 'select pg_reload_conf()');
  await admin.close();
  const owned = openLedgerDatabase(urls.owner);
  await migrate(owned, 'demonstration');
  await owned.close();
  const database = openLedgerDatabase(urls.service);
  onTestFinished(async () => {
    await database.close();
    await server.stop();
  });
  return {
    database,
    async fall() {
      await server.kill();
      server = await startPostgres({ ...options, port });
      const left = await countedBy({ database });
      expect(left.length).toBeLessThan(10);
    },
  };
}

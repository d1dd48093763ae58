/**
 * Delivers histories to the consumers of statistics as a process of its own, for the fault tests.
 *
 *   node deliver-histories.ts <database URL> <the same of its owner> <host:port of NATS> <how many> <seed>
 *
 * Prints what was delivered as one line of JSON. Exit code 1 when a history led to figures other than its own.
 */
import { connectBroker } from '@safe-community/events';
import { openStatisticsDatabase } from '../../src/service.ts';
import { deliverHistories } from '../deliver-histories.ts';

const [url = '', ownerUrl = '', server = '', histories, seed] = process.argv.slice(2);
const database = openStatisticsDatabase(url);
const owned = openStatisticsDatabase(ownerUrl);
const nc = await connectBroker({ servers: [server], name: 'deliver-histories' });
try {
  const delivered = await deliverHistories(
    { nc, database, owned },
    { histories: Number(histories), seed: Number(seed) },
  );
  console.log(JSON.stringify(delivered));
} finally {
  await nc.close();
  await database.close();
  await owned.close();
}

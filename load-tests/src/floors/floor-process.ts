import type { Load } from '../frame/in-flight.ts';
import { openConsumer } from './consumer.ts';
import { openCounters } from './counters.ts';
import { openEncryption } from './encryption.ts';
import { openFollower } from './follower.ts';
import { openInserts } from './inserts.ts';
import { openPublisher } from './publisher.ts';
import type { Floor } from './floor.ts';

/** A floor in a separate process, like the services: its processor time is read by process id. */
const FLOORS: Record<string, (options: never) => Promise<Floor>> = {
  consumer: openConsumer,
  counters: openCounters,
  encryption: openEncryption,
  follower: openFollower,
  inserts: openInserts,
  publisher: openPublisher,
};

const [, , name = '', options = '{}'] = process.argv;
const open = FLOORS[name];
if (open === undefined) throw new Error(`no such floor: ${name}`);
const floor = await open(JSON.parse(options) as never);
process.on('message', (load: Load) => {
  floor.work(load).then((work) => process.send?.(work), fail);
});
process.on('disconnect', () => {
  floor.stop().then(() => process.exit(0), fail);
});
process.send?.('ready');

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}

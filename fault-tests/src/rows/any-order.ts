import { setTimeout as sleep } from 'node:timers/promises';
import { LONG_SECONDS } from '../long-form.ts';
import { until } from '../patiently.ts';
import { Random } from '../random.ts';
import type { Row } from '../row.ts';
import type { Service } from '../system/service.ts';
import type { Trial } from '../trial.ts';

/** Between one and the next, at the most. */
const LONGEST_PAUSE_MS = 300;
const ALIVE_WITHIN_MS = 60_000;
/** For calls that nothing disturbs. */
const CALM_MS = 300;

export const anyOrder: Row = {
  number: 22,
  name: 'any-order',
  fault: 'kill -9 of everything at once, servers too, and a start in any order; then restarts in any order, under load',
  holds: 'services that start before their servers live and are not ready; all become ready by themselves',
  async run(trial) {
    // Of its own: the callers draw from the trial's as they are answered, and the order is to be the same again.
    const random = new Random(trial.random.uuid());
    trial.callers.start(8);
    await sleep(CALM_MS);
    const end = performance.now() + trial.seconds * 1_000;
    await killAll(trial);
    await startServicesFirst(trial, random);
    for (;;) {
      await trial.system.untilServing();
      await restartSome(trial, random);
      await trial.system.untilServing();
      if (performance.now() >= end) break;
      await killAll(trial);
      await startAll(trial, random);
    }
    await sleep(CALM_MS);
  },
};

/** A server or a service. */
interface Part {
  readonly name: string;
  /** kill -9 */
  kill(): Promise<void>;
  /** Waits for nobody else. */
  start(): Promise<void>;
}

async function killAll(trial: Trial): Promise<void> {
  await Promise.all(partsOf(trial).map((part) => part.kill()));
}

/** They have to say that they live and cannot work, until the servers come. */
async function startServicesFirst(trial: Trial, random: Random): Promise<void> {
  const services = trial.system.usual;
  const first = random.shuffled(services.map(partOf));
  const then = random.shuffled(serversOf(trial));
  await oneAfterTheOther(random, first, (part) => part.start());
  for (const service of services) {
    await until(`${service.name} lives`, () => service.isAlive(), ALIVE_WITHIN_MS);
    if (await service.isServing()) throw new Error(`${service.name} says that it is ready without its servers`);
  }
  await oneAfterTheOther(random, then, (part) => part.start());
  trial.note(`all killed at once, started as ${namesOf([...first, ...then])}: the services lived without the servers`);
}

async function startAll(trial: Trial, random: Random): Promise<void> {
  const order = random.shuffled(partsOf(trial));
  await oneAfterTheOther(random, order, (part) => part.start());
  trial.note(`all killed at once, started as ${namesOf(order)}`);
}

/** All of them where there is time for it, else a server and a service. */
async function restartSome(trial: Trial, random: Random): Promise<void> {
  const few = (): Part[] => [random.pick(serversOf(trial)), partOf(random.pick(trial.system.usual))];
  const order = random.shuffled(trial.seconds < LONG_SECONDS ? few() : partsOf(trial));
  await oneAfterTheOther(random, order, async (part) => {
    await part.kill();
    await part.start();
  });
  trial.note(`restarted as ${namesOf(order)}`);
}

/** The next one's turn comes whether or not the one before works by then. */
async function oneAfterTheOther(
  random: Random,
  order: readonly Part[],
  act: (part: Part) => Promise<void>,
): Promise<void> {
  let waitMs = 0;
  const turns = order.map(async (part) => {
    waitMs += random.between(0, LONGEST_PAUSE_MS);
    await sleep(waitMs);
    await act(part);
  });
  await Promise.all(turns);
}

function partsOf(trial: Trial): Part[] {
  return [...serversOf(trial), ...trial.system.usual.map(partOf)];
}

function serversOf({ system: { nats, postgres } }: Trial): Part[] {
  return [
    { name: 'PostgreSQL', kill: () => postgres.kill(), start: () => postgres.restart() },
    { name: 'NATS', kill: () => nats.kill(), start: () => nats.restart() },
  ];
}

function partOf(service: Service): Part {
  return { name: service.name, kill: () => service.kill(), start: () => service.launch() };
}

function namesOf(order: readonly Part[]): string {
  return order.map(({ name }) => name).join(', ');
}

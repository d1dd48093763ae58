import { setTimeout as sleep } from 'node:timers/promises';
import { LONG_SECONDS } from '../long-form.ts';
import { until } from '../until.ts';
import { Random } from '../random.ts';
import type { Row } from '../row.ts';
import type { Service } from '../system/service.ts';
import type { Run } from '../run.ts';

/** Maximum pause between two starts. */
const MAX_PAUSE_MS = 300;
const ALIVE_WITHIN_MS = 60_000;
/** Duration of undisturbed calls. */
const CALM_MS = 300;

export const anyOrder: Row = {
  number: 22,
  name: 'any-order',
  fault:
    'kill -9 of everything at once, servers included, and a start in any order; then restarts in any order, under load',
  holds: 'services that start before their servers are live but not ready; all become ready without help',
  async run(run) {
    // A separate generator: callers draw from that of the run in answer order, which is not reproducible.
    const random = new Random(run.random.uuid());
    run.callers.start(8);
    await sleep(CALM_MS);
    const end = performance.now() + run.seconds * 1_000;
    await killAll(run);
    await startServicesFirst(run, random);
    for (;;) {
      await run.system.untilServing();
      await restartSome(run, random);
      await run.system.untilServing();
      if (performance.now() >= end) break;
      await killAll(run);
      await startAll(run, random);
    }
    await sleep(CALM_MS);
  },
};

/** A server or a service. */
interface Part {
  readonly name: string;
  /** Sends kill -9. */
  kill(): Promise<void>;
  /** Starts without waiting for dependencies. */
  start(): Promise<void>;
}

async function killAll(run: Run): Promise<void> {
  await Promise.all(partsOf(run).map((part) => part.kill()));
}

/** Until the servers are back, services must be live but not ready. */
async function startServicesFirst(run: Run, random: Random): Promise<void> {
  const services = run.system.usual;
  const first = random.shuffled(services.map(partOf));
  const then = random.shuffled(serversOf(run));
  await oneAfterTheOther(random, first, (part) => part.start());
  for (const service of services) {
    await until(`${service.name} lives`, () => service.isAlive(), ALIVE_WITHIN_MS);
    if (await service.isServing()) throw new Error(`${service.name} is ready without its servers`);
  }
  await oneAfterTheOther(random, then, (part) => part.start());
  run.note(
    `all killed at once, started in the order ${namesOf([...first, ...then])}: the services were live without the servers`,
  );
}

async function startAll(run: Run, random: Random): Promise<void> {
  const order = random.shuffled(partsOf(run));
  await oneAfterTheOther(random, order, (part) => part.start());
  run.note(`all killed at once, started in the order ${namesOf(order)}`);
}

/** Restarts everything if there is time, otherwise one server and one service. */
async function restartSome(run: Run, random: Random): Promise<void> {
  const few = (): Part[] => [random.pick(serversOf(run)), partOf(random.pick(run.system.usual))];
  const order = random.shuffled(run.seconds < LONG_SECONDS ? few() : partsOf(run));
  await oneAfterTheOther(random, order, async (part) => {
    await part.kill();
    await part.start();
  });
  run.note(`restarted in the order ${namesOf(order)}`);
}

/** Restarts the next one whether or not the previous one is ready. */
async function oneAfterTheOther(
  random: Random,
  order: readonly Part[],
  act: (part: Part) => Promise<void>,
): Promise<void> {
  let waitMs = 0;
  const turns = order.map(async (part) => {
    waitMs += random.between(0, MAX_PAUSE_MS);
    await sleep(waitMs);
    await act(part);
  });
  await Promise.all(turns);
}

function partsOf(run: Run): Part[] {
  return [...serversOf(run), ...run.system.usual.map(partOf)];
}

function serversOf({ system: { nats, postgres } }: Run): Part[] {
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

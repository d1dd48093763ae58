import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Work } from '../frame/in-flight.ts';
import type { ConsumerOptions } from './consumer.ts';
import type { CounterOptions } from './counters.ts';
import type { Floor } from './floor.ts';
import type { FollowerOptions } from './follower.ts';
import type { InsertOptions } from './inserts.ts';
import type { PublisherOptions } from './publisher.ts';

/** Parameters of the floors. */
export interface FloorOptions {
  /** Reads a stream and discards the messages. */
  readonly consumer: ConsumerOptions;
  /** Adds batches of events to counters and moves a checkpoint, one transaction each. */
  readonly counters: CounterOptions;
  /** Does the cryptography of a report. */
  readonly encryption: object;
  /** Receives what is published into a stream, and does nothing with it. */
  readonly follower: FollowerOptions;
  /** Inserts rows into a plain table. */
  readonly inserts: InsertOptions;
  /** Publishes events into a stream of its own. */
  readonly publisher: PublisherOptions;
}

export interface FloorProcess extends Floor {
  readonly pid: number;
}

/** Starts a floor in a separate process and waits until it is ready. */
export async function startFloor<Name extends keyof FloorOptions>(
  name: Name,
  options: FloorOptions[Name],
): Promise<FloorProcess> {
  const program = fileURLToPath(new URL('./floor-process.ts', import.meta.url));
  const child = fork(program, [name, JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await answerOf(child, name);
  return {
    pid: child.pid ?? -1,
    async work(load) {
      child.send(load);
      return (await answerOf(child, name)) as Work;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function answerOf(child: ChildProcess, name: string): Promise<unknown> {
  const ending = new AbortController();
  const died = once(child, 'exit', { signal: ending.signal }).then(() => {
    throw new Error(`the floor "${name}" ended, see above`);
  });
  try {
    const [answer] = (await Promise.race([once(child, 'message', { signal: ending.signal }), died])) as [unknown];
    return answer;
  } finally {
    died.catch(() => undefined);
    ending.abort();
  }
}

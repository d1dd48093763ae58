import type { Host, Simulation, Worker } from './machine.ts';
import { timeOf, type ServiceTimes, type Times } from './service-times.ts';

export interface RelayOptions {
  readonly simulation: Simulation;
  readonly times: ServiceTimes;
  readonly some: (micros: number) => number;
  readonly hosts: { readonly database: Host; readonly others: Host };
}

/** Work after the answer of a report: nobody waits for it, but it uses processor time. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #session: Worker;
  /** Broker, consumers, and their database. */
  readonly #others: Worker;
  #loop: Worker | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#session = options.simulation.worker(options.hosts.database);
    this.#others = options.simulation.worker(options.hosts.others);
  }

  /** Gives the lease to the replica with this event loop: one replica publishes for all. */
  workAt(loop: Worker): void {
    this.#loop = loop;
  }

  publish(rows: number): void {
    const { some, times } = this.#options;
    const micros = (part: Times): number => some(timeOf(part, rows));
    this.#loop?.work(micros(times.relay.program), () => {
      this.#session.work(micros(times.relay.postgres), () => {
        this.#others.work(micros(times.others), () => undefined);
      });
    });
  }
}

import type { Host, Simulation, Worker } from './machine.ts';
import type { Relay } from './relay.ts';
import { timeOf, type ServiceTimes } from './service-times.ts';
import type { Turns } from './turns.ts';

/** Maximum rows per transaction, as in the batch transaction of incident-intake. */
export const MAX_GROUP = 256;

/** Called with the size of its batch when a report is answered. */
type Answer = (share: number) => void;

export interface ReplicaOptions {
  readonly simulation: Simulation;
  readonly times: ServiceTimes;
  readonly some: (micros: number) => number;
  /** Locks of audit and ledger, held until the commit: one batch at a time among all replicas. */
  readonly ledger: Turns;
  /** Relay of the replica that holds the lease. */
  readonly relay: Relay;
  readonly hosts: { readonly services: Host; readonly database: Host };
}

/** One incident-intake: an event loop, and a session for its batches. */
export class Replica {
  /** Rows of each batch so far. */
  readonly groups: number[] = [];
  readonly #options: ReplicaOptions;
  readonly loop: Worker;
  readonly #session: Worker;
  #queue: Answer[] = [];
  #isCommitting = false;

  constructor(options: ReplicaOptions) {
    const { simulation, hosts } = options;
    this.#options = options;
    this.loop = simulation.worker(hosts.services);
    this.#session = simulation.worker(hosts.database);
  }

  /** Decodes, decides, and encrypts; then the report waits for its batch. */
  report(answer: Answer): void {
    const { some, times } = this.#options;
    this.loop.work(some(times.program.ofRow / 2), () => {
      this.#queue.push(answer);
      this.#commitNext();
    });
  }

  #commitNext(): void {
    if (this.#isCommitting || this.#queue.length === 0) return;
    this.#isCommitting = true;
    const { ledger, simulation, some, times } = this.#options;
    const group = this.#queue.splice(0, MAX_GROUP);
    this.groups.push(group.length);
    this.loop.work(some(times.program.ofGroup), () => {
      ledger.take(() => {
        this.#session.work(some(timeOf(times.postgres, group.length)), () => {
          simulation.after(some(times.disk), () => {
            ledger.leave();
            this.#answerAll(group);
          });
        });
      });
    });
  }

  #answerAll(group: readonly Answer[]): void {
    const { some, times } = this.#options;
    this.#isCommitting = false;
    for (const answer of group) {
      this.loop.work(some(times.program.ofRow / 2), () => answer(1 / group.length));
    }
    this.#commitNext();
    this.#options.relay.publish(group.length);
  }
}

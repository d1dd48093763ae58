import type { Application } from '../consumer/apply-events.ts';
import type { ConsumerOptions } from '../consumer/consumer-options.ts';
import { pendingRebuild } from './rebuild-requests.ts';
import { rebuild } from './rebuild.ts';

interface Reactions {
  /** Runs work while no events are applied. */
  readonly inTurn: (work: () => Promise<unknown>) => Promise<unknown>;
  readonly onRebuilt: () => void;
  /** A rebuild beside the effects has failed; the request is still there. */
  readonly onError: (error: unknown) => void;
}

/** Carries out what operators request. */
export class RebuildOnRequest {
  readonly #application: Application;
  readonly #options: Pick<ConsumerOptions, 'database' | 'effects' | 'source'>;
  readonly #signal: AbortSignal;
  readonly #reactions: Reactions;
  /** The one that goes on beside the effects. */
  #running: Promise<void> | undefined;

  constructor(application: Application, options: ConsumerOptions, signal: AbortSignal, reactions: Reactions) {
    this.#application = application;
    this.#options = options;
    this.#signal = signal;
    this.#reactions = reactions;
  }

  /** Resolves to whether effects were rebuilt. A rebuild beside them only begins here: events go on meanwhile. */
  async ifRequested(): Promise<boolean> {
    const { database, effects } = this.#options;
    const { inTurn, onError } = this.#reactions;
    if (this.#running !== undefined) return false;
    if ((await pendingRebuild(database.em.fork(), this.#application.reader)) === undefined) return false;
    if ('forget' in effects) {
      let isRebuilt = false;
      await inTurn(async () => (isRebuilt = await this.#rebuild()));
      return isRebuilt;
    }
    if (this.#signal.aborted) return false;
    this.#running ??= this.#rebuild()
      .then(() => undefined, onError)
      .finally(() => (this.#running = undefined));
    return false;
  }

  /** Resolves when none is running. */
  async ended(): Promise<void> {
    await this.#running;
  }

  async #rebuild(): Promise<boolean> {
    const isRebuilt = await rebuild(this.#application, this.#options, this.#signal);
    if (isRebuilt) this.#reactions.onRebuilt();
    return isRebuilt;
  }
}

import type { NatsConnection } from '@nats-io/transport-node';
import {
  ensureStream,
  onReconnect,
  orStopped,
  pause,
  type SettledDifference,
  streamName,
  type Domain,
} from '@safe-community/events';
import { Seldom, type Logger } from '@safe-community/telemetry';
import type { RelayOptions } from './relay-options.ts';
import { compareServers, type ServerDifference } from './server-settings.ts';

/** Somebody may change a setting by hand while all goes on. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** Compares what the broker has with what is configured, for as long as this replica publishes. */
export class BrokerCheck {
  readonly #options: RelayOptions;
  readonly #log: DifferenceLog;
  readonly #unseen = new Seldom();
  #ofStream: readonly SettledDifference[] = [];
  #ofServers: readonly ServerDifference[] = [];

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#log = new DifferenceLog(options.producer, options.logger);
  }

  /** How many settings are not as configured and stay so until somebody acts. */
  get differences(): number {
    return this.#ofStream.filter(({ outcome }) => outcome !== 'updated').length + this.#ofServers.length;
  }

  /** Makes the stream, or compares it and brings up to date what can be without taking anything away. */
  async ensureStream(nc: NatsConnection): Promise<void> {
    const { producer, streamPolicy } = this.#options;
    this.#ofStream = await ensureStream(nc, producer, streamPolicy);
    this.#log.say(this.#ofStream, this.#ofServers);
  }

  /** Looks at the servers at once and after each reconnect, and at everything now and then. */
  async watch(nc: NatsConnection, turn: AbortSignal): Promise<void> {
    while (!turn.aborted) {
      const back = new AbortController();
      const forget = onReconnect(nc, () => back.abort());
      await orStopped(this.#lookAtServers(), turn);
      await pause(LOOK_AGAIN_MS, AbortSignal.any([turn, back.signal]));
      forget();
      // After a reconnect the relay has it looked at before it publishes.
      if (!turn.aborted && !back.signal.aborted) await this.#lookAtStream(nc, turn);
    }
    this.#ofStream = [];
    this.#ofServers = [];
  }

  async #lookAtServers(): Promise<void> {
    const { logger, serverPolicy } = this.#options;
    if (serverPolicy === undefined) return;
    this.#ofServers = await compareServers(serverPolicy, (server, error) => {
      this.#unseen.tell(error, () =>
        logger.warn('the settings of a server of the broker cannot be seen', { server, error }),
      );
    });
    this.#log.say(this.#ofStream, this.#ofServers);
  }

  async #lookAtStream(nc: NatsConnection, turn: AbortSignal): Promise<void> {
    const { logger, producer } = this.#options;
    try {
      await orStopped(this.ensureStream(nc), turn);
    } catch (error) {
      this.#unseen.tell(error, () => logger.warn('the settings of the stream cannot be seen', { producer, error }));
    }
  }
}

/** Says of each setting that differs what was found and what is wanted: once, however often it is looked at. */
export class DifferenceLog {
  readonly #stream: string;
  readonly #logger: Logger;
  #said: ReadonlySet<string> = new Set();

  constructor(domain: Domain, logger: Logger) {
    this.#stream = streamName(domain);
    this.#logger = logger;
  }

  /** What is no more among them is said again when it comes back. */
  say(ofStream: readonly SettledDifference[], ofServers: readonly ServerDifference[]): void {
    const now = new Set<string>();
    const once = (difference: object, say: () => void): void => {
      const key = JSON.stringify(difference);
      if (!this.#said.has(key) && !now.has(key)) say();
      now.add(key);
    };
    for (const difference of ofStream) once(difference, () => this.#sayOfStream(difference));
    for (const difference of ofServers) once(difference, () => this.#sayOfServer(difference));
    this.#said = now;
  }

  #sayOfStream({ outcome, ...difference }: SettledDifference): void {
    const fields = { stream: this.#stream, ...difference };
    if (outcome === 'updated') {
      this.#logger.warn('a setting of the stream was not as configured and is updated', fields);
    } else if (outcome === 'left') {
      this.#logger.error('a setting of the stream is not as configured and is left to a person', fields);
    } else {
      this.#logger.error('a setting of the stream is not as configured and the broker refuses to change it', fields);
    }
  }

  #sayOfServer(difference: ServerDifference): void {
    this.#logger.error('a server of the broker is not set as configured', difference);
  }
}

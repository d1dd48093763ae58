import type { NatsConnection } from '@nats-io/transport-node';
import {
  ensureStream,
  onReconnect,
  orStopped,
  pause,
  streamName,
  type Domain,
  type SettledDifference,
} from '@safe-community/events';
import { Seldom, type Logger } from '@safe-community/telemetry';
import type { RelayOptions } from './relay-options.ts';
import { compareServers, type ServerDifference } from './server-settings.ts';

/** A person may change a setting while the relay runs. */
const CHECK_EVERY_MS = 10 * 60_000;

/** Compares the settings of the broker with the configuration, for as long as this replica publishes. */
export class BrokerCheck {
  readonly #options: RelayOptions;
  readonly #log: DifferenceLog;
  readonly #unreadable = new Seldom();
  #ofStream: readonly SettledDifference[] = [];
  #ofServers: readonly ServerDifference[] = [];

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#log = new DifferenceLog(options.producer, options.logger);
  }

  /** How many settings differ until a person changes them. */
  get differences(): number {
    return this.#ofStream.filter(({ outcome }) => outcome !== 'updated').length + this.#ofServers.length;
  }

  /** Creates the stream, or updates each setting of it whose change removes nothing. */
  async ensureStream(nc: NatsConnection): Promise<void> {
    const { producer, streamPolicy } = this.#options;
    this.#ofStream = await ensureStream(nc, producer, streamPolicy);
    this.#log.report(this.#ofStream, this.#ofServers);
  }

  /** Checks the servers at once and after each reconnect, and servers and stream every ten minutes. */
  async watch(nc: NatsConnection, turn: AbortSignal): Promise<void> {
    while (!turn.aborted) {
      const back = new AbortController();
      const forget = onReconnect(nc, () => back.abort());
      await orStopped(this.#checkServers(), turn);
      await pause(CHECK_EVERY_MS, AbortSignal.any([turn, back.signal]));
      forget();
      // After a reconnect the relay itself checks the stream, before it publishes.
      if (!turn.aborted && !back.signal.aborted) await this.#checkStream(nc, turn);
    }
    this.#ofStream = [];
    this.#ofServers = [];
  }

  async #checkServers(): Promise<void> {
    const { logger, serverPolicy } = this.#options;
    if (serverPolicy === undefined) return;
    this.#ofServers = await compareServers(serverPolicy, (server, error) => {
      this.#unreadable.tell(error, () => logger.warn('cannot read NATS server settings', { server, error }));
    });
    this.#log.report(this.#ofStream, this.#ofServers);
  }

  async #checkStream(nc: NatsConnection, turn: AbortSignal): Promise<void> {
    const { logger, producer } = this.#options;
    try {
      await orStopped(this.ensureStream(nc), turn);
    } catch (error) {
      this.#unreadable.tell(error, () => logger.warn('cannot read stream settings', { producer, error }));
    }
  }
}

/** Logs each setting that differs, with what was found and what is wanted: once, however often it is checked. */
class DifferenceLog {
  readonly #stream: string;
  readonly #logger: Logger;
  #logged: ReadonlySet<string> = new Set();

  constructor(domain: Domain, logger: Logger) {
    this.#stream = streamName(domain);
    this.#logger = logger;
  }

  /** A difference that has gone is logged again when it comes back. */
  report(ofStream: readonly SettledDifference[], ofServers: readonly ServerDifference[]): void {
    const now = new Set<string>();
    const once = (difference: object, log: () => void): void => {
      const key = JSON.stringify(difference);
      if (!this.#logged.has(key) && !now.has(key)) log();
      now.add(key);
    };
    for (const difference of ofStream) once(difference, () => this.#logOfStream(difference));
    for (const difference of ofServers) once(difference, () => this.#logOfServer(difference));
    this.#logged = now;
  }

  #logOfStream({ outcome, ...difference }: SettledDifference): void {
    const fields = { stream: this.#stream, ...difference };
    if (outcome === 'updated') {
      this.#logger.warn('stream setting differed from the configuration; updated', fields);
    } else if (outcome === 'left') {
      this.#logger.error('stream setting differs from the configuration; a person has to decide', fields);
    } else {
      this.#logger.error('stream setting differs from the configuration; the broker refuses the change', fields);
    }
  }

  #logOfServer(difference: ServerDifference): void {
    this.#logger.error('NATS server setting differs from the configuration', difference);
  }
}

import { streamName, type Domain, type SettledDifference } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import type { ServerDifference } from './server-settings.ts';

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

import { serviceReady } from '@safe-community/telemetry';
import { watchReadiness, type Readable } from './readiness.ts';

/** The progress of a service towards readiness. */
export interface Preparation {
  /**
   * Resolves when the database is migrated and memory is loaded for the first time: consumers may start. Rejects if the
   * database belongs to another kind of installation.
   */
  readonly preparedOnce: Promise<void>;
  /** Resolves when the service is ready for the first time. */
  readonly readyOnce: Promise<void>;
  /** Calls `listener` with the current readiness, and with every change. */
  onChange(listener: (ready: boolean) => void): void;
  stop(): Promise<void>;
}

export function prepare(parts: Readable): Preparation {
  const preparedOnce = Promise.withResolvers<void>();
  const readyOnce = Promise.withResolvers<void>();
  let isReady = false;
  const stopShowing = serviceReady.observe(() => (isReady ? 1 : 0), {});
  let notify: (ready: boolean) => void = () => undefined;
  const readiness = watchReadiness(parts, {
    refused: (error) => preparedOnce.reject(error),
    prepared: () => preparedOnce.resolve(),
    ready(now) {
      isReady = now;
      notify(now);
      if (now) readyOnce.resolve();
    },
  });
  return {
    preparedOnce: preparedOnce.promise,
    readyOnce: readyOnce.promise,
    onChange(listener) {
      notify = listener;
      listener(isReady);
    },
    async stop() {
      await readiness.stop();
      stopShowing();
    },
  };
}

import { serviceReady } from '@safe-community/telemetry';
import { watchReadiness, type Readable } from './readiness.ts';

/** How far a service is on its way to work. */
export interface Preparation {
  /** Resolves when its database is migrated and its memory filled for the first time: it may begin to hear. */
  readonly preparedOnce: Promise<void>;
  /** Resolves when it can work for the first time. */
  readonly readyOnce: Promise<void>;
  /** Has `listener` told whether it can, at once and with every change. */
  tell(listener: (ready: boolean) => void): void;
  stop(): Promise<void>;
}

export function prepare(parts: Readable): Preparation {
  const preparedOnce = Promise.withResolvers<void>();
  const readyOnce = Promise.withResolvers<void>();
  let isReady = false;
  const stopShowing = serviceReady.observe(() => (isReady ? 1 : 0), {});
  let tellServer: (ready: boolean) => void = () => undefined;
  const readiness = watchReadiness(parts, {
    prepared: () => preparedOnce.resolve(),
    ready(now) {
      isReady = now;
      tellServer(now);
      if (now) readyOnce.resolve();
    },
  });
  return {
    preparedOnce: preparedOnce.promise,
    readyOnce: readyOnce.promise,
    tell(listener) {
      tellServer = listener;
      listener(isReady);
    },
    async stop() {
      await readiness.stop();
      stopShowing();
    },
  };
}

import type { Caller, Callers } from '@safe-community/grpc-kit';
import { accessTrouble, Seldom, type Logger } from '@safe-community/telemetry';
import type { AccessFiles } from './access-config.ts';

/** The registry of callers, as the files say now. */
export interface AccessWatch {
  readonly callers: Callers;
  stop(): void;
}

const CHECK_EVERY_MS = 2_000;

/**
 * Reloads a changed registry of callers or policy; it applies to the next call. Invalid files are reported, and the
 * previous content stays in force, so that a half-written file neither grants nor revokes access.
 *
 * @param files undefined: the initial content is never reloaded.
 */
export function watchAccess(atStart: Callers, files: AccessFiles | undefined, logger: Logger): AccessWatch {
  const callers = new Map(atStart);
  if (files === undefined) return { callers, stop: () => undefined };
  let seen = files.text();
  let isBroken = false;
  const seldom = new Seldom();
  const check = (): void => {
    try {
      const text = files.text();
      // An invalid file is read again, so that the problem is reported again.
      if (text === seen && !isBroken) return;
      const found = files.read();
      seen = text;
      isBroken = false;
      seldom.forget();
      replace(callers, found);
      logger.info('changed registry of callers and policy loaded', { count: callers.size });
    } catch (error) {
      isBroken = true;
      seldom.tell(error, (repeated) =>
        logger.error('the registry of callers or the policy is invalid; the previous ones stay in force', {
          error,
          repeated,
        }),
      );
    }
  };
  const stopTelling = accessTrouble.observe(() => (isBroken ? 1 : 0), {});
  const timer = setInterval(check, CHECK_EVERY_MS).unref();
  return {
    callers,
    stop() {
      clearInterval(timer);
      stopTelling();
    },
  };
}

/** Synchronously, so that no call sees a partial registry. */
function replace(callers: Map<string, Caller>, found: Callers): void {
  callers.clear();
  for (const [name, caller] of found) callers.set(name, caller);
}

import type { Caller, Callers } from '@safe-community/grpc-kit';
import { accessTrouble, Seldom, type Logger } from '@safe-community/telemetry';
import type { AccessFiles } from './access-config.ts';

/** Who may call, as the files say now. */
export interface AccessWatch {
  readonly callers: Callers;
  stop(): void;
}

const LOOK_EVERY_MS = 2_000;

/**
 * Takes a changed registry of callers or policy without a restart, for the next call of everybody. With files that
 * cannot be used the former ones stay in force, and that is told: nobody is let in, or locked out, by half a file.
 *
 * @param files absent: what was given at the start stays.
 */
export function watchAccess(atStart: Callers, files: AccessFiles | undefined, logger: Logger): AccessWatch {
  const callers = new Map(atStart);
  if (files === undefined) return { callers, stop: () => undefined };
  let seen = files.text();
  let isBroken = false;
  const seldom = new Seldom();
  const look = (): void => {
    try {
      const text = files.text();
      // What is broken is tried again, so that it goes on to be told.
      if (text === seen && !isBroken) return;
      const found = files.read();
      seen = text;
      isBroken = false;
      seldom.forget();
      replace(callers, found);
      logger.info('the changed registry of callers and policy are in force', { count: callers.size });
    } catch (error) {
      isBroken = true;
      seldom.tell(error, (repeated) =>
        logger.error('the registry of callers or the policy cannot be used: the former ones stay in force', {
          error,
          repeated,
        }),
      );
    }
  };
  const stopTelling = accessTrouble.observe(() => (isBroken ? 1 : 0), {});
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    callers,
    stop() {
      clearInterval(timer);
      stopTelling();
    },
  };
}

/** In one go: no call sees a part of it. */
function replace(callers: Map<string, Caller>, found: Callers): void {
  callers.clear();
  for (const [name, caller] of found) callers.set(name, caller);
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By then the service is ready, and what the start allocated is garbage. */
const AFTER_MS = 3_000;

/**
 * Collects the garbage of the start once. V8 otherwise keeps that memory as long as the service is idle: measured, an idle
 * service uses 190 MB instead of 115.
 */
export function giveBackMemoryOfStart(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as (options: {
      type: 'major';
      execution: 'sync';
      flavor: 'last-resort';
    }) => void;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, AFTER_MS).unref();
}

import { residentMb } from './resident-memory.ts';
import type { Service } from './service.ts';

const EVERY_MS = 100;

/** How much memory a service takes, from now on until it ends. */
export interface MemoryWatch {
  /** At the most until now, megabytes. */
  mostMb(): number;
  stop(): void;
}

export function watchMemory(service: Service): MemoryWatch {
  const { pid } = service;
  let most = residentMb(pid);
  const look = (): void => {
    try {
      most = Math.max(most, residentMb(pid));
    } catch {
      // It has ended: whoever waits for it to work says so better.
      clearInterval(timer);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return { mostMb: () => most, stop: () => clearInterval(timer) };
}

import { residentMb } from './resident-memory.ts';
import type { Service } from './service.ts';

const EVERY_MS = 100;

/** Samples the memory of a service until it exits. */
export interface MemoryWatch {
  /** Peak so far, megabytes. */
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
      // The service exited; the code that waits for it reports that better.
      clearInterval(timer);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return { mostMb: () => most, stop: () => clearInterval(timer) };
}

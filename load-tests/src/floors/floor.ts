import type { Load, Work } from '../frame/in-flight.ts';

/** A minimal implementation, without everything that can be left out. */
export interface Floor {
  work(load: Load): Promise<Work>;
  stop(): Promise<void>;
}

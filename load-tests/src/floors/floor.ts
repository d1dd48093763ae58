import type { Load, Work } from '../frame/in-flight.ts';

/** What is left when everything is left out that can be. */
export interface Floor {
  work(load: Load): Promise<Work>;
  stop(): Promise<void>;
}

import type { Host } from './machine.ts';

/**
 * Share of a core that processes get when many run on it; interrupts, context switches, and wake-ups take the rest. Not
 * measured separately; calibrated so that the simulation matches the measurements.
 */
export const SHARE_OF_CORE = 0.85;

export function hostOf(cores: number): Host {
  return { cores: cores * SHARE_OF_CORE };
}

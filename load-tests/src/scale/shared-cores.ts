import type { Host } from './machine.ts';

/**
 * What processes get of a core that many share; interrupts, the change from one to the next and the waking of those that
 * sleep take the rest, and are no process's time. Not measured apart; chosen so that the simulation meets what was measured.
 */
export const SHARE_OF_CORE = 0.85;

export function hostOf(cores: number): Host {
  return { cores: cores * SHARE_OF_CORE };
}

import { createHmac, type KeyObject } from 'node:crypto';
import type { Draw } from './rounding.ts';

const BYTES = 6;

/**
 * Draws by a keyed code. Without the key nobody can repeat a draw; with it, an interrupted or repeated release gives the
 * same figures.
 */
export function drawsOf(key: KeyObject): Draw {
  return ({ category, measure, territoryCode, period, start, count }) => {
    const unambiguous = JSON.stringify([category, measure, territoryCode, period, start, count]);
    return createHmac('sha256', key).update(unambiguous).digest().readUIntBE(0, BYTES) / 2 ** (8 * BYTES);
  };
}

import { createSecretKey } from 'node:crypto';
import { drawsOf } from '../src/publication/draw.adapter.ts';
import type { Draw } from '../src/publication/rounding.ts';

/** The draws by a key of this name. */
export function keyed(name: string): Draw {
  return drawsOf(createSecretKey(Buffer.alloc(32, name)));
}

/** Rounds down. */
export const DOWN: Draw = () => 1;

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import './provided-context.ts';

/** A new empty folder, removed at the end of the run. */
export function testFolder(name: string): string {
  return mkdtempSync(join(inject('ground').folder, `${name}-`));
}

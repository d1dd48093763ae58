import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A system that may call, known by its client certificate. */
export interface Caller {
  /** Common name of the certificate's subject. */
  readonly name: string;
  /** EDRPOU code of the organisation. */
  readonly edrpou: string;
  readonly subsystem: string;
  readonly scopes: ReadonlySet<string>;
}

const SCOPE = z.string().regex(/^[a-z-]+\.[a-z-]+$/, 'a scope is two words joined by a dot');

const FILE = z.strictObject({
  callers: z.array(
    z.strictObject({
      name: z.string().min(1).max(64),
      edrpou: z.string().regex(/^\d{8}$/, 'an EDRPOU code has 8 digits'),
      subsystem: z.string().min(1).max(64),
      scopes: z.array(SCOPE),
    }),
  ),
});

export type Callers = ReadonlyMap<string, Caller>;

/** Reads the registry of callers. Throws, naming what is wrong, when the file is not as it must be. */
export function loadCallers(file: string): Callers {
  const parsed = FILE.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const callers = new Map<string, Caller>();
  for (const caller of parsed.data.callers) {
    if (callers.has(caller.name)) throw new Error(`${file}: caller ${caller.name} stands there twice`);
    callers.set(caller.name, { ...caller, scopes: new Set(caller.scopes) });
  }
  return callers;
}

import { readFileSync } from 'node:fs';
import { isTerritoryCode, type Policy, type Role, type Territory } from '@safe-community/security/policy';
import { z } from 'zod';
import { METHOD_CLASSES, type PerClass } from './method-class.ts';
import type { Rate } from './token-bucket.ts';

/** A system that may call, known by its client certificate. */
export interface Caller {
  /** Common name of the certificate's subject. */
  readonly name: string;
  /** EDRPOU code of the organisation. */
  readonly edrpou: string;
  readonly subsystem: string;
  /** What it may do by itself. */
  readonly roles: readonly Role[];
  /** Where it may, for what its roles grant in its own territory only. */
  readonly territory: Territory;
  /** What persons may be whose tokens it brings; whatever else a token says of them grants nothing here. */
  readonly personRoles: readonly Role[];
  /** How often it may call, where that differs from the usual (`GENEROUS_RATES`). */
  readonly rates?: Partial<PerClass<Rate>>;
}

/** Without a burst it is what a second allows. */
const RATE = z
  .strictObject({ perSecond: z.number().positive().max(1_000_000), burst: z.int().min(1).max(1_000_000).optional() })
  .transform(({ perSecond, burst }) => ({ perSecond, burst: burst ?? Math.max(1, Math.ceil(perSecond)) }));

const RATES = z.partialRecord(z.enum(METHOD_CLASSES), RATE);

const FILE = z.strictObject({
  /** Of every caller for whom nothing else is said. */
  rates: RATES.default({}),
  callers: z.array(
    z.strictObject({
      name: z.string().min(1).max(64),
      edrpou: z.string().regex(/^\d{8}$/, 'an EDRPOU code has 8 digits'),
      subsystem: z.string().min(1).max(64),
      roles: z.array(z.string()).default([]),
      territory: z.array(z.string().refine(isTerritoryCode, 'a hromada, an oblast or UA by its code')).default([]),
      personRoles: z.array(z.string()).default([]),
      rates: RATES.default({}),
    }),
  ),
});

export type Callers = ReadonlyMap<string, Caller>;

/** Reads the registry of callers. Throws, naming what is wrong, when the file is not as it must be. */
export function loadCallers(file: string, { roles }: Policy): Callers {
  const parsed = FILE.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const callers = new Map<string, Caller>();
  for (const caller of parsed.data.callers) {
    if (callers.has(caller.name)) throw new Error(`${file}: caller ${caller.name} stands there twice`);
    const rates = { ...parsed.data.rates, ...caller.rates };
    const rolesOf = (names: readonly string[]): Role[] =>
      names.map((name) => {
        const role = roles.get(name);
        if (role === undefined) throw new Error(`${file}: caller ${caller.name}: the policy knows no role ${name}`);
        return role;
      });
    callers.set(caller.name, {
      ...caller,
      roles: rolesOf(caller.roles),
      territory: new Set(caller.territory),
      personRoles: rolesOf(caller.personRoles),
      rates,
    });
  }
  return callers;
}

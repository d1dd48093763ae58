import { readFileSync } from 'node:fs';
import { isTerritoryCode, type Policy, type Role, type Territory } from '@safe-community/security/policy';
import { z } from 'zod';
import { METHOD_CLASSES, type PerClass } from './method-class.ts';
import type { Rate } from './token-bucket.ts';

/** A system in the registry of callers, identified by its client certificate. */
export interface Caller {
  /** Common name of the certificate's subject. */
  readonly name: string;
  /** EDRPOU code of the organisation. */
  readonly edrpou: string;
  readonly subsystem: string;
  /** What it may do when it acts for itself. */
  readonly roles: readonly Role[];
  /** Where the grants of its roles apply that are limited to its own territory. */
  readonly territory: Territory;
  /** The roles that persons may have whose tokens it sends. Other roles in a token grant nothing. */
  readonly personRoles: readonly Role[];
  /** The scopes under which it may call without a person, if it always acts for people. Undefined: all that it holds. */
  readonly scopesWithoutPerson?: ReadonlySet<string> | undefined;
  /** Whether its calls may be load tests or test calls, which are never counted. The mark of any other caller is ignored. */
  readonly sendsTests: boolean;
  /** Its rate limits, where they differ from `DEFAULT_RATES`. */
  readonly rates?: Partial<PerClass<Rate>>;
  /** How many calls it may have under way at once, where it may not use all that the process can handle. */
  readonly atOnce?: Partial<PerClass<number>>;
}

/** The default burst is the number of calls in one second. */
const RATE = z
  .strictObject({ perSecond: z.number().positive().max(1_000_000), burst: z.int().min(1).max(1_000_000).optional() })
  .transform(({ perSecond, burst }) => ({ perSecond, burst: burst ?? Math.max(1, Math.ceil(perSecond)) }));

const RATES = z.partialRecord(z.enum(METHOD_CLASSES), RATE);

const AT_ONCE = z.partialRecord(z.enum(METHOD_CLASSES), z.int().min(1).max(100_000));

const FILE = z.strictObject({
  /** For callers without rates of their own. */
  rates: RATES.default({}),
  callers: z.array(
    z.strictObject({
      name: z.string().min(1).max(64),
      edrpou: z.string().regex(/^\d{8}$/, 'an EDRPOU code has 8 digits'),
      subsystem: z.string().min(1).max(64),
      roles: z.array(z.string()).default([]),
      territory: z.array(z.string().refine(isTerritoryCode, 'a hromada, an oblast or UA by its code')).default([]),
      personRoles: z.array(z.string()).default([]),
      actsForPeople: z.enum(['always', 'sometimes', 'never']).optional(),
      sendsTests: z.boolean().default(false),
      rates: RATES.default({}),
      atOnce: AT_ONCE.default({}),
    }),
  ),
});

export type Callers = ReadonlyMap<string, Caller>;

/** Reads the registry of callers. Throws with the problem if the file is invalid. */
export function loadCallers(file: string, { roles, withoutPerson }: Policy): Callers {
  const parsed = FILE.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const callers = new Map<string, Caller>();
  for (const { actsForPeople: registered, ...caller } of parsed.data.callers) {
    if (callers.has(caller.name)) throw new Error(`${file}: caller ${caller.name} is listed twice`);
    const actsForPeople = registered ?? (caller.personRoles.length > 0 ? 'always' : 'never');
    if (actsForPeople === 'never' && caller.personRoles.length > 0)
      throw new Error(`${file}: caller ${caller.name}: a system that never acts for people has no personRoles`);
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
      ...(actsForPeople === 'always' ? { scopesWithoutPerson: withoutPerson } : {}),
      rates,
    });
  }
  return callers;
}

import { z } from 'zod';
import { isTerritoryCode, type Territory } from '../policy/index.ts';

/** Who acts at a calling system, as a token's issuer says. */
export interface Person {
  /** The token's subject: an opaque id, 1 to 100 of letters, digits and ". _ @ : -". Belongs to a person: never in logs. */
  readonly id: string;
  /** Name of the only calling system that may bring the token: `client_id` (RFC 9068). */
  readonly system: string;
  /** Names of roles of the policy; what the policy does not know grants nothing. */
  readonly roles: readonly string[];
  /** Where the person answers; empty for nowhere in particular. */
  readonly territory: Territory;
  /** When the token ends, milliseconds since 1970: what goes on for long ends then as well. */
  readonly expiresAt: number;
}

const CLAIMS = z.object({
  sub: z.string().regex(/^[A-Za-z0-9._@:-]{1,100}$/),
  client_id: z.string().min(1).max(64),
  roles: z.array(z.string().max(64)).min(1).max(20),
  territory: z.array(z.string().refine(isTerritoryCode)).max(200).default([]),
});

/** The person of a verified token's claims; none when they are not those of our tokens. */
export function personOf(claims: unknown, expiresAt: number): Person | undefined {
  const parsed = CLAIMS.safeParse(claims);
  if (!parsed.success) return undefined;
  const { sub, client_id: system, roles, territory } = parsed.data;
  return { id: sub, system, roles, territory: new Set(territory), expiresAt };
}

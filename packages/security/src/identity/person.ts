import { z } from 'zod';
import { isTerritoryCode, type Territory } from '../policy/index.ts';

/** The person who acts at a calling system, according to the token's issuer. */
export interface Person {
  /** The token's subject: an opaque id, 1 to 100 of letters, digits and ". _ @ : -". Personal data: never in logs. */
  readonly id: string;
  /** Name of the only calling system that may present the token: `client_id` (RFC 9068). */
  readonly system: string;
  /** Names of roles; a role that the policy does not know grants nothing. */
  readonly roles: readonly string[];
  /** Where the person is responsible; empty if nowhere in particular. */
  readonly territory: Territory;
  /** When the token expires, milliseconds since 1970. Streams end then, too. */
  readonly expiresAt: number;
}

const CLAIMS = z.object({
  sub: z.string().regex(/^[A-Za-z0-9._@:-]{1,100}$/),
  client_id: z.string().min(1).max(64),
  roles: z.array(z.string().max(64)).min(1).max(20),
  territory: z.array(z.string().refine(isTerritoryCode)).max(200).default([]),
});

/** The person in a verified token's claims; undefined if the claims do not have our form. */
export function personOf(claims: unknown, expiresAt: number): Person | undefined {
  const parsed = CLAIMS.safeParse(claims);
  if (!parsed.success) return undefined;
  const { sub, client_id: system, roles, territory } = parsed.data;
  return { id: sub, system, roles, territory: new Set(territory), expiresAt };
}

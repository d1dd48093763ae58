import { rows, type EntityManager } from '@safe-community/database';
import type { RoutingCause } from './ports.app.ts';

/** Hromadas where who answers may have changed, until their open incidents are all seen; the beats must be locked. */
export async function markChanged(
  em: EntityManager,
  hromadaCodes: readonly string[],
  cause: RoutingCause,
): Promise<void> {
  await rows(
    em,
    `insert into changed_beats (hromada_code, cause) select distinct code, $2 from unnest($1::text[]) as code
     on conflict (hromada_code) do update set cause = excluded.cause`,
    [hromadaCodes, cause],
  );
}

export async function changedBeats(em: EntityManager): Promise<Map<string, RoutingCause>> {
  const found = await rows<{ hromada_code: string; cause: RoutingCause }>(em, 'select * from changed_beats');
  return new Map(found.map(({ hromada_code, cause }) => [hromada_code, cause]));
}

export async function forgetChanged(em: EntityManager, hromadaCodes: readonly string[]): Promise<void> {
  await rows(em, 'delete from changed_beats where hromada_code = any($1)', [hromadaCodes]);
}

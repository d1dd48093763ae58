import type { FoundRouting, RoutingFact } from '@safe-community/testkit/history';
import type { System } from '../system/system.ts';
import { routingEntries, type IntakeRow } from './intake-rows.ts';
import { unroutedList } from './unrouted-list.ts';

export interface Routed {
  /** The incidents in question. */
  readonly rows: readonly IntakeRow[];
  readonly facts: readonly RoutingFact[];
  /** Incidents from before the run, which a change of beats also reroutes. */
  readonly isOld: (id: string) => boolean;
}

/** Responsible officers by the ledger, the rows, the histories, the unrouted list, and the registry. */
export async function actualRouting(system: System, { rows, facts, isOld }: Routed): Promise<FoundRouting> {
  // By the clock of intake, which may be wrong.
  const first = new Date(Math.min(Date.now(), ...rows.map(({ received }) => received.getTime())));
  const [entries, listed] = await Promise.all([routingEntries(system), unroutedList(system, first)]);
  return {
    facts: facts.filter(({ id }) => !isOld(id)),
    entries: entries.filter(({ id }) => !isOld(id)),
    rows: new Map(rows.map(({ id, officer }) => [id, officer])),
    listed: listed.filter((id) => !isOld(id)),
    answering: new Map(rows.map(({ id, hromadaCode }) => [id, system.beats.answered(hromadaCode)])),
  };
}

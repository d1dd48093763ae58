import { rows, type EntityManager } from '@safe-community/database';
import type { Rerouted } from './ports.app.ts';
import type { Answering } from './roster.ts';
import type { CaseRow } from '../incident/incident.store.ts';
import { ROUTED_HERE } from './routed-here.store.ts';

/** Which incidents `i` are looked at; its parameters begin at $3. */
export interface Scope {
  readonly condition: string;
  readonly values: readonly unknown[];
}

export type Misrouted = Omit<Rerouted, 'cause'>;

/** Locks open incidents for whose place another officer answers, `most` at once, in the order of their ids. */
export async function lockMisrouted(
  em: EntityManager,
  { condition, values }: Scope,
  answering: readonly Answering[],
  most: number,
): Promise<Misrouted[]> {
  const found = await rows<MisroutedRow>(em, misroutedStatement(condition), [
    beatsAsObject(answering),
    most,
    ...values,
  ]);
  return found.map(toMisrouted);
}

/** By hromada and district, "" for the whole hromada: null where nobody answers though there is a beat. */
export function beatsAsObject(answering: readonly Answering[]): string {
  const entries = answering.map(
    ({ hromadaCode, districtCode, officerId }) => [`${hromadaCode}/${districtCode}`, officerId || null] as const,
  );
  return JSON.stringify(Object.fromEntries(entries));
}

/**
 * Who waits for the lock of an incident sees it as the step that held the lock left it: a closed one is passed over.
 *
 * The beats are one value that is looked into, not rows that are joined: with so few wanted the planner goes through all
 * beats anew for each incident, and usually none is found, so that it would be through for each open incident there is.
 */
export function misroutedStatement(condition: string): string {
  return `
    select i.incident_id, i.category, i.hromada_code, i.oblast_code, i.demonstration, i.synthetic, i.state,
      i.responsible_officer_id, ${OFFICER} as officer_id
    from incident i
    where ${ROUTED_HERE} and ${condition} and i.responsible_officer_id is distinct from ${OFFICER}
    order by i.incident_id limit $2
    for no key update of i`;
}

/** A district without a beat of its own belongs to that of the hromada. */
const OFFICER = `(case when $1::jsonb ? (i.hromada_code || '/' || i.starosta_district_code)
  then $1::jsonb ->> (i.hromada_code || '/' || i.starosta_district_code)
  else $1::jsonb ->> (i.hromada_code || '/') end)::uuid`;

type Columns = 'incident_id' | 'category' | 'hromada_code' | 'oblast_code' | 'demonstration' | 'synthetic' | 'state';

interface MisroutedRow extends Pick<CaseRow, Columns | 'responsible_officer_id'> {
  readonly officer_id: string | null;
}

function toMisrouted(row: MisroutedRow): Misrouted {
  return {
    incidentId: row.incident_id,
    category: row.category,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    demonstration: row.demonstration,
    synthetic: row.synthetic,
    state: row.state,
    formerOfficerId: row.responsible_officer_id ?? '',
    responsibleOfficerId: row.officer_id ?? '',
  };
}

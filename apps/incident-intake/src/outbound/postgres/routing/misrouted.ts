import { rows, type EntityManager } from '@safe-community/database';
import type { Rerouted } from '../../../app/routing/ports.ts';
import type { Answering } from '../../../domain/routing/roster.ts';
import type { CaseRow } from '../course/case-columns.ts';
import { ROUTED_HERE } from './routed-here.ts';

/** Which incidents `i` are looked at; its parameters begin at $5. */
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
    answering.map(({ hromadaCode }) => hromadaCode),
    answering.map(({ districtCode }) => districtCode),
    answering.map(({ officerId }) => officerId || null),
    most,
    ...values,
  ]);
  return found.map(toMisrouted);
}

/** Who waits for the lock of an incident sees it as the step that held the lock left it: a closed one is passed over. */
export function misroutedStatement(condition: string): string {
  return `
    with answering as materialized (
      select * from unnest($1::text[], $2::text[], $3::uuid[]) as beat (beat_hromada, beat_district, officer_id)
    )
    select i.incident_id, i.category, i.hromada_code, i.oblast_code, i.demonstration, i.synthetic, i.state,
      i.responsible_officer_id, ${OFFICER} as officer_id
    from incident i
      left join answering own on own.beat_hromada = i.hromada_code and own.beat_district = i.starosta_district_code
      left join answering whole on whole.beat_hromada = i.hromada_code and whole.beat_district = ''
    where ${ROUTED_HERE} and ${condition} and i.responsible_officer_id is distinct from ${OFFICER}
    order by i.incident_id limit $4
    for no key update of i`;
}

/** A district without a beat of its own belongs to that of the hromada. */
const OFFICER = 'case when own.beat_hromada is null then whole.officer_id else own.officer_id end';

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

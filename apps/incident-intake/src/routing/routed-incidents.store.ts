import { rows, type EntityManager } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import { CATEGORIES } from '../catalogue/module.ts';
import {
  IS_UNROUTED,
  assignOfficers,
  branchKey,
  firstIdOf,
  lockMisrouted,
  type Rerouted,
  type RoutingScope,
} from '../incident/module.ts';
import { changedBeats, forgetChanged, readRoster, tryLockBeats, type RoutingCause } from './beats.store.ts';
import { readDistricts } from './district-settlements.store.ts';
import { mergersByCode } from './merger.ts';
import { readMergers } from './mergers.store.ts';
import { unitOfficers, type UnitOfficers, type Units } from './roster.ts';
import { lockBeats } from './staffing-steps.store.ts';
import { unitsOn } from './units.ts';

/** The incidents to check. */
export type Look =
  /** Those of hromadas where the responsible officer has changed since they were last checked. */
  | { readonly kind: 'changed' }
  /** Those received since then. */
  | { readonly kind: 'recent'; readonly since: Date }
  | { readonly kind: 'open' };

/**
 * Assigns open incidents to the officers who are responsible by the stored beats, with a history entry each; at most
 * `most` in the order of their ids. A look at changed beats, which another one follows soon, changes none while another
 * transaction does the same or stores beats. The others wait for it: a start has all looks at once, and their next ones
 * are minutes away.
 */
export async function rerouteIncidents(tx: EntityManager, look: Look, most: number, at: Date): Promise<Rerouted[]> {
  if (look.kind === 'changed') return (await tryLockBeats(tx)) ? followChanges(tx, most, at) : [];
  await lockBeats(tx);
  const scope =
    look.kind === 'recent'
      ? { condition: 'i.incident_id >= $3', values: [firstIdOf(look.since)] }
      : { condition: 'true', values: [] };
  return correct(tx, scope, most, at);
}

async function followChanges(tx: EntityManager, most: number, at: Date): Promise<Rerouted[]> {
  const causes = await changedBeats(tx, at);
  if (causes.size === 0) return [];
  const hromadaCodes = withMerged([...causes.keys()], await unitsAt(tx, at));
  const scope = { condition: IN_HROMADAS, values: [hromadaCodes, await branchKeys(tx, hromadaCodes)] };
  const moved = await correct(tx, scope, most, at, causes);
  if (moved.length < most) await forgetChanged(tx, hromadaCodes);
  return moved;
}

/** Also the hromadas whose officers may be those of the changed ones, because one was merged into another. */
function withMerged(hromadaCodes: readonly string[], units: Units): string[] {
  const current = hromadaCodes.map((code) => units.successor(code));
  return [...new Set([...hromadaCodes, ...current, ...current.flatMap((code) => units.mergedInto(code))])];
}

async function unitsAt(em: EntityManager, at: Date): Promise<Units> {
  return unitsOn(kyivDay(at), mergersByCode(await readMergers(em)), await readDistricts(em));
}

export const IN_HROMADAS = `i.hromada_code || '' = any($3) and ${branchKey(['i.hromada_code', 'i.category', `(i.${IS_UNROUTED.slice(1)}`])} = any($4)`;

/** In a statement of its own: the planner then knows how many there are. */
export async function branchKeys(tx: EntityManager, hromadaCodes: readonly string[]): Promise<string[]> {
  const found = await rows<{ key: string }>(
    tx,
    `select ${branchKey(['hromada', 'category', 'mark'])}::text as key
     from unnest($1::text[]) hromada, unnest($2::text[]) category, unnest('{true,false}'::text[]) mark`,
    [hromadaCodes, CATEGORIES],
  );
  return found.map(({ key }) => key);
}

/** A step that hangs must not block all routing: the job tries again. */
const WAIT_FOR_STEPS = `set local lock_timeout = '3s'`;

async function correct(
  tx: EntityManager,
  scope: RoutingScope,
  most: number,
  at: Date,
  causes: ReadonlyMap<string, RoutingCause> = new Map(),
): Promise<Rerouted[]> {
  await rows(tx, WAIT_FOR_STEPS);
  // The beats of all hromadas: two thousand rows at most. In a hromada without any, nobody is responsible.
  const officers = unitOfficers(await readRoster(tx), await unitsAt(tx, at), at);
  const misrouted = await lockMisrouted(tx, scope, { officer: OFFICER, given: officersAsObject(officers) }, most);
  const rerouted = misrouted.map((each): Rerouted => ({
    ...each,
    cause: causes.get(each.hromadaCode) ?? 'beat_changed',
  }));
  await assignOfficers(tx, rerouted, at);
  return rerouted;
}

/** Officers by the code of the unit; what is not the officer of its own beat, by the code and a mark. */
export function officersAsObject({ officers, movedTo, former, merged, districts }: UnitOfficers): string {
  return JSON.stringify(
    Object.fromEntries([
      ...officers.map(({ unitCode, officerId, isDistrictOfficer }) => [
        isDistrictOfficer ? `${unitCode}/district` : unitCode,
        officerId,
      ]),
      ...[...movedTo].map(([code, hromadaCode]) => [`${code}/in`, hromadaCode]),
      ...[...former].map(([code, officerId]) => [`${code}/former`, officerId]),
      ...[...merged].map(([code, officerIds]) => [`${code}/merged`, officerIds]),
      ...[...districts.bySettlement].map(([code, districtCode]) => [`${code}/lies`, districtCode]),
      ...districts.decided.map((code) => [`${code}/decided`, true]),
    ]),
  );
}

const HROMADA = `coalesce($1::jsonb ->> (i.hromada_code || '/in'), i.hromada_code)`;
const OF_SETTLEMENT = `coalesce($1::jsonb ->> (i.settlement_code || '/in'), ${HROMADA})`;
const OF_DISTRICT = `coalesce($1::jsonb ->> (i.starosta_district_code || '/in'), ${HROMADA})`;
/** The hromada of the place after all mergers: a settlement says more than a starosta district beside it. */
const NOW_IN = `(case when i.settlement_code <> '' then ${OF_SETTLEMENT} else ${OF_DISTRICT} end)`;
/** Empty if the settlement lies elsewhere: by the decision of a council, or in another hromada. */
const DISTRICT = `coalesce($1::jsonb ->> (i.settlement_code || '/lies'), case
  when i.settlement_code = '' then i.starosta_district_code
  when $1::jsonb ? (i.starosta_district_code || '/decided') or ${OF_SETTLEMENT} <> ${OF_DISTRICT} then ''
  else i.starosta_district_code end)`;

/**
 * The officer of a place, as `resolvePlace`, `servedPlace`, and `responsibleOfficer` of the domain kit find it. An incident
 * that names no part does not say in which of several merged hromadas it lies, so it keeps the officer of any of them.
 */
export const OFFICER = `coalesce(
  $1::jsonb ->> i.settlement_code, $1::jsonb ->> ${DISTRICT}, $1::jsonb ->> ${NOW_IN},
  $1::jsonb ->> (i.settlement_code || '/district'), $1::jsonb ->> (${DISTRICT} || '/district'),
  $1::jsonb ->> (${NOW_IN} || '/district'),
  $1::jsonb ->> (coalesce(nullif(i.settlement_code, ''), nullif(i.starosta_district_code, ''), i.hromada_code) || '/former'),
  case when $1::jsonb -> (${NOW_IN} || '/merged') ? i.responsible_officer_id::text
    then i.responsible_officer_id::text else $1::jsonb -> (${NOW_IN} || '/merged') ->> 0 end)::uuid`;

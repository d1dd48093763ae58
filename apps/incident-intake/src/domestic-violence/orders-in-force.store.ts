import { rows, toDate, type Database } from '@safe-community/database';
import { pseudonym, type Keyring } from '@safe-community/security/encryption';
import { settlementsOf } from '@safe-community/territory';
import { INCIDENT_ROWS, SEEN_COLUMNS, seenOf, type Seen, type SeenColumns } from '../incident/module.ts';
import { homeOf, homesLike } from './home-address.ts';
import { acrossCases } from './named-case.store.ts';
import type { Measure, ProtectionOrder } from './recorded-order.ts';

/** An order in the list of those that end soon, without personal data. */
export interface ExpiringOrder {
  readonly incidentId: string;
  readonly orderId: string;
  readonly hromadaCode: string;
  readonly kind: ProtectionOrder['kind'];
  readonly validTo: Date;
}

/** The order after which a page begins. */
export type ExpiringPlace = Pick<ExpiringOrder, 'validTo' | 'orderId'>;

interface ExpiringFilter {
  readonly now: Date;
  readonly endsBefore: Date;
  /** See `hromadasWithin`. */
  readonly within: readonly string[];
}

/** Orders that end from now to a time, by their end. */
export async function listExpiring(
  database: Database,
  { now, endsBefore, within }: ExpiringFilter,
  after: ExpiringPlace | undefined,
  most: number,
): Promise<ExpiringOrder[]> {
  const values = [now, endsBefore, within, after?.validTo ?? null, after?.orderId ?? null, most];
  const found = await acrossCases(database, (tx) => rows<ExpiringRow>(tx, LIST_EXPIRING, values));
  return found.map(({ incident_id, order_id, hromada_code, kind, valid_to }) => ({
    incidentId: incident_id,
    orderId: order_id,
    hromadaCode: hromada_code,
    kind,
    validTo: toDate(valid_to),
  }));
}

/** An order that is extended does not expire: its extension does. Erased cases and tests are left out. */
const LIST_EXPIRING = `
  select o.incident_id, o.order_id, incident.hromada_code, o.kind, o.valid_to
  from dv_order o join ${INCIDENT_ROWS} incident using (incident_id)
  where o.ended_at is null and o.valid_to >= $1 and o.valid_to < $2 and erased_at is null and not is_test
    and incident.hromada_code like any ($3::text[])
    and ($4::timestamptz is null or (o.valid_to, o.order_id) > ($4::timestamptz, $5::uuid))
    and (select later.order_id from dv_order later where later.extends_order_id = o.order_id limit 1) is null
  order by o.valid_to, o.order_id limit $6`;

interface ExpiringRow {
  readonly incident_id: string;
  readonly order_id: string;
  readonly hromada_code: string;
  readonly kind: ProtectionOrder['kind'];
  readonly valid_to: string;
}

type SceneMatch = 'same_case' | 'same_offender' | 'same_address';

/** An order in force that concerns a scene. */
export interface SceneOrder {
  readonly incidentId: string;
  readonly seen: Seen;
  readonly orderId: string;
  readonly kind: ProtectionOrder['kind'];
  readonly measures: readonly Measure[];
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly isAppealed: boolean;
  readonly breaches: number;
  readonly match: SceneMatch;
}

interface Scene {
  readonly incidentId: string;
  readonly hromadaCode: string;
  /** Empty if unknown. */
  readonly address: string;
}

/**
 * Orders in force of a case, of its offender, and of victims at an address, of which `isVisible` lets the caller see the
 * case; those that end last come first, at most 50. A test warns nobody at a real scene.
 */
export async function findAtScene(
  database: Database,
  keyring: Keyring,
  { incidentId, hromadaCode, address }: Scene,
  now: Date,
  isVisible: (seen: Seen) => boolean,
): Promise<SceneOrder[]> {
  const homes = homePseudonyms(keyring, hromadaCode, address);
  return acrossCases(database, async (tx) => {
    const cases = await rows<MatchRow>(tx, AT_SCENE, [incidentId, homes]);
    const matches = new Map(cases.map(({ incident_id, match }) => [incident_id, match]));
    const found = await rows<SceneRow>(tx, IN_FORCE, [[...matches.keys()], now]);
    // Orders that the caller may not see must not take the place of others.
    const visible = found.map((row) => ({ row, seen: seenOf(row) })).filter(({ seen }) => isVisible(seen));
    return visible.slice(0, MAX_AT_SCENE).map(({ row, seen }) => ({
      incidentId: row.incident_id,
      seen,
      orderId: row.order_id,
      kind: row.kind,
      measures: row.measures,
      validFrom: toDate(row.valid_from),
      validTo: toDate(row.valid_to),
      isAppealed: row.appeals > 0,
      breaches: row.breaches,
      match: matches.get(row.incident_id) ?? 'same_case',
    }));
  });
}

const MAX_AT_SCENE = 50;

/** Equal for the same address in a hromada, however it is typed; undefined without an address. */
export function homePseudonym(keyring: Keyring, hromadaCode: string, address: string): string | undefined {
  const home = homeOf(hromadaCode, address, settlementNames(hromadaCode));
  return home === undefined ? undefined : pseudonym(keyring, 'home', home);
}

/** Those of addresses that may be the same home, also as they were made before. */
function homePseudonyms(keyring: Keyring, hromadaCode: string, address: string): string[] {
  return homesLike(hromadaCode, address, settlementNames(hromadaCode)).map((home) => pseudonym(keyring, 'home', home));
}

/** Without the districts of cities, whose names are those of streets, too. */
function settlementNames(hromadaCode: string): string[] {
  return settlementsOf(hromadaCode).flatMap(({ category, name }) => (category === 'B' ? [] : [name]));
}

/** Cases that concern a scene, each with its closest match. */
const AT_SCENE = `
  with scene as (
    select incident_id, 'same_case' as match, 1 as rank from dv_case where incident_id = $1
    union all
    select other.incident_id, 'same_offender', 2
    from dv_case this join dv_case other on other.offender_pseudonym = this.offender_pseudonym
    where this.incident_id = $1
    union all
    select incident_id, 'same_address', 3 from dv_case where home_pseudonym = any ($2::text[])
  )
  select distinct on (incident_id) incident_id, match from scene order by incident_id, rank`;

interface MatchRow {
  readonly incident_id: string;
  readonly match: SceneMatch;
}

const IN_FORCE = `
  select o.incident_id, ${SEEN_COLUMNS}, o.order_id, o.kind, o.measures, o.valid_from, o.valid_to,
    (select count(*)::int from dv_order_step s where s.order_id = o.order_id and s.kind = 'appealed') as appeals,
    (select count(*)::int from dv_order_step s where s.order_id = o.order_id and s.kind = 'breached') as breaches
  from dv_order o join ${INCIDENT_ROWS} incident using (incident_id)
  where o.incident_id = any ($1::uuid[]) and o.ended_at is null and o.valid_from <= $2 and o.valid_to >= $2
    and incident.erased_at is null and not is_test
  order by o.valid_to desc, o.order_id`;

interface SceneRow extends SeenColumns {
  readonly incident_id: string;
  readonly order_id: string;
  readonly kind: ProtectionOrder['kind'];
  readonly measures: readonly Measure[];
  readonly valid_from: string;
  readonly valid_to: string;
  readonly appeals: number;
  readonly breaches: number;
}

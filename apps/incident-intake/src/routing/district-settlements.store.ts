import { prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import { decidedDistricts, type DecidedDistricts, type DistrictDecision } from '@safe-community/domain-kit';

export interface DistrictSettlements extends DistrictDecision {
  readonly hromadaCode: string;
}

/** Of several decisions about one district and day the last counts. */
export function saveDistricts(decisions: readonly DistrictSettlements[]): Step {
  const latest = [...new Map(decisions.map((each) => [`${each.districtCode} ${each.validFrom}`, each])).values()];
  const sent = latest.map(({ districtCode, validFrom, hromadaCode, settlementCodes }) => ({
    district_code: districtCode,
    valid_from: validFrom,
    hromada_code: hromadaCode,
    settlement_codes: settlementCodes,
  }));
  return { statement: SAVE, values: [JSON.stringify(sent)] };
}

const SAVE = prepared(`
  insert into starosta_district_settlements
  select * from jsonb_populate_recordset(null::starosta_district_settlements, $1::jsonb)
  on conflict (district_code, valid_from) do update
    set hromada_code = excluded.hromada_code, settlement_codes = excluded.settlement_codes`);

export async function forgetDistricts(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from starosta_district_settlements');
}

export async function readDistricts(em: EntityManager): Promise<DecidedDistricts> {
  const found = await rows<DistrictRow>(
    em,
    `select district_code, to_char(valid_from, 'YYYY-MM-DD') as valid_from, settlement_codes
     from starosta_district_settlements`,
  );
  return decidedDistricts(
    found.map((row) => ({
      districtCode: row.district_code,
      validFrom: row.valid_from,
      settlementCodes: row.settlement_codes,
    })),
  );
}

interface DistrictRow {
  readonly district_code: string;
  readonly valid_from: string;
  readonly settlement_codes: readonly string[];
}

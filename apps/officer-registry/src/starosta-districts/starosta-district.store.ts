import type { EntityManager, Rights } from '@safe-community/database';
import { decidedDistricts, type DecidedDistricts } from '@safe-community/domain-kit';
import { RECORD_COLUMNS, ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { DistrictDefinition } from './starosta-district.ts';

export const DISTRICT_TABLES: readonly string[] = [
  `create table starosta_district_definition (
     district_code text not null,
     valid_from date not null,
     hromada_code text not null,
     oblast_code text not null,
     settlement_codes text[] not null,
     source text not null check (source <> ''),
     confirmed boolean not null,
     version integer not null,
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null,
     primary key (district_code, valid_from)
   )`,
];

const VALUES = ['hromada_code', 'oblast_code', 'settlement_codes', 'source', 'confirmed'] as const;

export const DISTRICT_RIGHTS: Rights = {
  starosta_district_definition: {
    insert: true,
    update: [...VALUES, ...RECORD_COLUMNS],
    reader: { columns: ['district_code', 'valid_from', ...VALUES] },
  },
};

interface DefinitionRow {
  readonly district_code: string;
  readonly valid_from: string;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly settlement_codes: readonly string[];
  readonly source: string;
  readonly confirmed: boolean;
}

export const DEFINITIONS: RuleStore<DistrictDefinition> = ruleStore<DistrictDefinition, DefinitionRow>({
  table: 'starosta_district_definition',
  key: ['district_code', 'valid_from'],
  values: VALUES,
  toRow: ({ districtCode, validFrom, hromadaCode, oblastCode, settlementCodes, source, confirmed }) => ({
    district_code: districtCode,
    valid_from: validFrom,
    hromada_code: hromadaCode,
    oblast_code: oblastCode,
    settlement_codes: settlementCodes,
    source,
    confirmed,
  }),
  toRule: ({ district_code, valid_from, hromada_code, oblast_code, settlement_codes, source, confirmed }) => ({
    districtCode: district_code,
    validFrom: valid_from,
    hromadaCode: hromada_code,
    oblastCode: oblast_code,
    settlementCodes: settlement_codes,
    source,
    confirmed,
  }),
});

/** An expression that stays the same as long as all decisions do. */
export const DISTRICTS_DIGEST = '(select sum(hash_record_extended(d, 0)) from starosta_district_definition d)';

/** All decisions, of the past and the future. */
export async function readDistricts(em: EntityManager): Promise<DecidedDistricts> {
  return decidedDistricts(await DEFINITIONS.list(em));
}

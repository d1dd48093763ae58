import { StarostaDistrictServiceService as Districts } from '@safe-community/contracts/officers/v1/starosta_district_service.ts';
import { unless } from '@safe-community/domain-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { isKatottg } from '@safe-community/territory';
import { DEFINITIONS } from './starosta-district.store.ts';

const listDefinitions = query(Districts.listStarostaDistrictDefinitions, {
  parse({ request: { hromadaCode, includeReplaced }, fields }) {
    fields.check(unless(isKatottg(hromadaCode), 'hromada_code', 'must be a KATOTTG code'));
    return { hromadaCode, includeReplaced };
  },
  async read({ query: { hromadaCode, includeReplaced }, database }) {
    const all = await DEFINITIONS.list(database.em.fork(), includeReplaced);
    return all.filter((definition) => definition.hromadaCode === hromadaCode);
  },
  reply: ({ found: definitions }) => ({
    definitions: definitions.map(({ districtCode, settlementCodes, validFrom, source, confirmed }) => ({
      starostaDistrictCode: districtCode,
      settlementCodes: [...settlementCodes],
      validFrom,
      source,
      confirmed,
    })),
    records: toRecordMessages(definitions),
  }),
});

export const DISTRICT_QUERIES: readonly Rpc[] = [listDefinitions];

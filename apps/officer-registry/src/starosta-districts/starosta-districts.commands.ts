import { StarostaDistrictServiceService as Districts } from '@safe-community/contracts/officers/v1/starosta_district_service.ts';
import { within } from '@safe-community/domain-kit';
import { starostaDistrictDefined, type NewEvent } from '@safe-community/events';
import { given, type Rpc } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { findHromada, findSettlement, findStarostaDistrict } from '@safe-community/territory';
import { checkDefinition, refuseShared, type DistrictDefinition } from './starosta-district.ts';
import { DEFINITIONS } from './starosta-district.store.ts';

export interface DistrictCommandNeeds {
  /** Has the districts in memory. After a refresh, it shows everything that was committed before. */
  readonly directory: { refresh(): Promise<void> };
}

const { command } = given<DistrictCommandNeeds>();

const defineDistrict = command(Districts.defineStarostaDistrict, {
  parse({ request: { definition: message, etag }, fields }) {
    if (message === undefined) return fields.refusal([{ field: 'definition', rule: 'must be given' }]);
    const { starostaDistrictCode: districtCode, ...rest } = message;
    const hromadaCode = findStarostaDistrict(districtCode)?.hromadaCode ?? '';
    const oblastCode = findHromada(hromadaCode)?.oblastCode ?? '';
    const rule: DistrictDefinition = { ...rest, districtCode, hromadaCode, oblastCode };
    fields.check(
      within(
        'definition',
        checkDefinition(rule, (code) => findSettlement(code)?.hromadaCode),
      ),
    );
    return { rule, etag };
  },
  ...recordRule(DEFINITIONS, { refuse: ({ command: { rule }, present }) => refuseShared(rule, present) }),
  events: ({ saved: definition }) => [definedEvent(definition)],
  subjects: ({ saved: { districtCode, validFrom } }) => [`starosta-district-${districtCode}-${validFrom}`],
  reply: () => ({}),
  async afterCommit({ response, deps: { directory } }) {
    // The caller's next question is answered by the decision.
    await directory.refresh();
    return response;
  },
});

function definedEvent({
  districtCode,
  settlementCodes,
  hromadaCode,
  oblastCode,
  validFrom,
}: DistrictDefinition): NewEvent {
  return starostaDistrictDefined.create(
    {
      starostaDistrictCode: districtCode,
      settlementCodes: [...settlementCodes],
      hromadaCode,
      oblastCode,
      validFrom,
    },
    { oblastCode, hromadaCode },
  );
}

export const DISTRICT_COMMANDS: readonly Rpc<DistrictCommandNeeds>[] = [defineDistrict];

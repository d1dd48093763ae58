import { StarostaDistrictServiceService as Districts } from '@safe-community/contracts/officers/v1/starosta_district_service.ts';
import { invalid, within } from '@safe-community/domain-kit';
import { starostaDistrictDefined, type NewEvent } from '@safe-community/events';
import { type Rpc, given } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { findHromada, findSettlement, findStarostaDistrict } from '@safe-community/territory';
import { checkDefinition, refuseShared, type DistrictDefinition } from './starosta-district.ts';
import { DEFINITIONS } from './starosta-district.store.ts';

const { command } = given<DistrictCommandNeeds>();

const recording = recordRule(DEFINITIONS);

export interface DistrictCommandNeeds {
  /** Has the districts in memory. After a refresh, it shows everything that was committed before. */
  readonly directory: { refresh(): Promise<void> };
}

const defineDistrict = command(Districts.defineStarostaDistrict, {
  ...recording,
  parse({ request: { definition: message, etag }, fields }) {
    if (message === undefined) throw invalid([...fields.violations, { field: 'definition', rule: 'must be given' }]);
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
  async load({ tx, command: given }) {
    // The lock makes two definitions wait for each other.
    const loaded = await recording.load(tx, given);
    return { ...loaded, definitions: await DEFINITIONS.list(tx) };
  },
  decide: ({ loaded: { definitions, ...loaded }, command: given }) =>
    refuseShared(given.rule, definitions) ?? recording.decide(loaded, given),
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

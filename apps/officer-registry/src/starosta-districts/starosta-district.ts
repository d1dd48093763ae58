import {
  checkDay,
  checkSource,
  inForce,
  invalid,
  unless,
  type Day,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';

/** Which settlements a starosta district consists of, from a day on: a decision of the hromada's council. */
export interface DistrictDefinition {
  readonly districtCode: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** None if the district was dissolved. */
  readonly settlementCodes: readonly string[];
  readonly validFrom: Day;
  readonly source: string;
  readonly confirmed: boolean;
}

/** @param hromadaOf the hromada of a settlement; undefined if there is no such settlement, or if it belongs to none. */
export function checkDefinition(
  { hromadaCode, settlementCodes, validFrom, source }: DistrictDefinition,
  hromadaOf: (settlementCode: string) => string | undefined,
): Violation[] {
  return [
    ...unless(hromadaCode !== '', 'starosta_district_code', 'must be the code of a known starosta district'),
    ...unless(new Set(settlementCodes).size === settlementCodes.length, 'settlement_codes', 'must name each once'),
    ...settlementCodes.flatMap((code, index) =>
      unless(
        hromadaCode === '' || hromadaOf(code) === hromadaCode,
        `settlement_codes[${index}]`,
        'must be a settlement of the same hromada',
      ),
    ),
    ...checkDay(validFrom, 'valid_from'),
    ...checkSource(source, 'source'),
  ];
}

/** Refuses settlements that belong to another district on any day on which the definition holds. */
export function refuseShared(
  { districtCode, settlementCodes, validFrom }: DistrictDefinition,
  recorded: readonly DistrictDefinition[],
): Refusal | undefined {
  const own = recorded.filter((each) => each.districtCode === districtCode && each.validFrom > validFrom);
  const [replacedOn] = own.map((each) => each.validFrom).toSorted();
  const others = recorded.filter((each) => each.districtCode !== districtCode);
  const laterDays = others
    .map((each) => each.validFrom)
    .filter((day) => day > validFrom && (replacedOn === undefined || day < replacedOn));
  const byDistrict = Map.groupBy(others, (each) => each.districtCode);
  const taken = [validFrom, ...laterDays].flatMap((day) =>
    [...byDistrict.values()].flatMap((versions) => inForce(versions, day)?.settlementCodes ?? []),
  );
  const violations = settlementCodes.flatMap((code, index) =>
    unless(
      !taken.includes(code),
      `definition.settlement_codes[${index}]`,
      'must not be in another district at that time',
    ),
  );
  return violations.length > 0 ? invalid(violations) : undefined;
}

import type { Day } from './day.ts';

/** Which settlements a starosta district consists of, from a day on: a decision of the hromada's council. */
export interface DistrictDecision {
  readonly districtCode: string;
  /** None if the district was dissolved. */
  readonly settlementCodes: readonly string[];
  readonly validFrom: Day;
}

/** The starosta districts as councils have decided them, on any day. */
export interface DecidedDistricts {
  /** The district in which a settlement lies on a day; undefined if no decision in force says it. */
  districtOf(settlementCode: string, day: Day): string | undefined;
  /** Whether a decision in force says which settlements the district has. */
  isDecided(districtCode: string, day: Day): boolean;
  /** The settlements that a decision has named on any day. */
  readonly settlementCodes: readonly string[];
  /** The districts of all decisions. */
  readonly districtCodes: readonly string[];
}

/** A district from a day on until before another one. */
interface Stay {
  readonly districtCode: string;
  readonly from: Day;
  readonly until: Day | undefined;
}

/** Arranges the decisions once, because every report and every question about a settlement needs its district. */
export function decidedDistricts(decisions: readonly DistrictDecision[]): DecidedDistricts {
  const byDistrict = Map.groupBy(decisions, ({ districtCode }) => districtCode);
  const stays = new Map<string, Stay[]>();
  const firstDays = new Map<string, Day>();
  // By code, so that services which disagree with a council's decisions agree with each other.
  for (const districtCode of [...byDistrict.keys()].toSorted()) {
    const versions = (byDistrict.get(districtCode) ?? []).toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    versions.forEach(({ settlementCodes, validFrom: from }, index) => {
      if (index === 0) firstDays.set(districtCode, from);
      const stay = { districtCode, from, until: versions[index + 1]?.validFrom };
      for (const code of settlementCodes) stays.set(code, [...(stays.get(code) ?? []), stay]);
    });
  }
  return {
    districtOf: (settlementCode, day) =>
      stays.get(settlementCode)?.find(({ from, until }) => from <= day && (until === undefined || day < until))
        ?.districtCode,
    isDecided(districtCode, day) {
      const first = firstDays.get(districtCode);
      return first !== undefined && first <= day;
    },
    settlementCodes: [...stays.keys()],
    districtCodes: [...firstDays.keys()],
  };
}

/** Whether a settlement may lie in a starosta district on a day: only decisions say that it does not. */
export function mayLieIn(
  districts: DecidedDistricts,
  { settlementCode, districtCode }: { readonly settlementCode: string; readonly districtCode: string },
  day: Day,
): boolean {
  const own = districts.districtOf(settlementCode, day);
  return own === undefined ? !districts.isDecided(districtCode, day) : own === districtCode;
}

/** A hromada with two settlements and two starosta districts. */
interface Units {
  readonly hromada: string;
  readonly settlements: readonly string[];
  readonly districts: readonly string[];
}

const UNITS: readonly Units[] = [
  {
    hromada: 'UA05020010000053508',
    settlements: ['UA05020010010058853', 'UA05020010020055396'],
    districts: ['0520680500', '0520682200'],
  },
  {
    hromada: 'UA05020050000066991',
    settlements: ['UA05020050010084898', 'UA05020050020044192'],
    districts: ['0520681400', '0520681900'],
  },
  {
    hromada: 'UA05020070000010139',
    settlements: ['UA05020070010053570', 'UA05020070020033576'],
    districts: ['0521080600', '0521084500'],
  },
  {
    hromada: 'UA05020090000067118',
    settlements: ['UA05020090010088788', 'UA05020090020089431'],
    districts: ['0521280400', '0521281200'],
  },
];

/** A beat of one unit, with one officer who may be away. */
interface RandomBeat {
  readonly hromadaCode: string;
  readonly unitCode: string;
  readonly role: 'primary' | 'district';
  readonly active: boolean;
}

/** A council's decision which settlements a starosta district has, from a day on. */
interface RandomDecision {
  readonly districtCode: string;
  readonly settlementCodes: readonly string[];
  readonly validFrom: string;
}

/** Mergers, decisions about starosta districts, beats, and a place that a caller names at an instant. */
export interface RandomTerritory {
  readonly successors: ReadonlyMap<string, string>;
  readonly decisions: readonly RandomDecision[];
  readonly at: Date;
  readonly beats: readonly RandomBeat[];
  readonly named: {
    readonly hromadaCode: string;
    readonly starostaDistrictCode: string;
    readonly settlementCode: string;
  };
  /** The units at that instant by their definition, one step after the other. */
  readonly units: {
    successor(code: string): string;
    mergedInto(code: string): string[];
    hromadaOf(starostaDistrictCode: string, settlementCode: string): string;
    districtOf(settlementCode: string): string | undefined;
    isDecided(starostaDistrictCode: string): boolean;
  };
}

/** Instants with their day in Kyiv: before and at a midnight in winter, and in summer. */
const INSTANTS = [
  ['2026-02-27T21:59:59.999Z', '2026-02-27'],
  ['2026-02-27T22:00:00.000Z', '2026-02-28'],
  ['2026-04-30T20:59:59.999Z', '2026-04-30'],
  ['2026-04-30T21:00:00.000Z', '2026-05-01'],
] as const;
const DECISION_DAYS = ['2026-01-15', '2026-02-28', '2026-05-01'];

/**
 * Territories for tests that compare services which must conclude the same: mergers of hromadas in chains, and of settlements
 * and starosta districts, also into those of another hromada; and decisions about starosta districts, which may contradict
 * each other.
 *
 * @param draw a whole number from 0 until before the limit.
 */
export function randomTerritory(draw: (limit: number) => number): RandomTerritory {
  const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)] as Item;
  const successors = new Map<string, string>();
  const mergeSome = (codes: readonly string[], oneIn: number): void => {
    // Only into later ones of a drawn order, so that no circle forms.
    const order = codes.map((code) => ({ code, place: draw(1_000) })).toSorted((a, b) => a.place - b.place);
    order.slice(0, -1).forEach(({ code }, index) => {
      if (draw(oneIn) === 0) successors.set(code, pick(order.slice(index + 1)).code);
    });
  };
  mergeSome(
    UNITS.map(({ hromada }) => hromada),
    2,
  );
  mergeSome(
    UNITS.flatMap(({ settlements }) => settlements),
    4,
  );
  mergeSome(
    UNITS.flatMap(({ districts }) => districts),
    4,
  );
  const beats = UNITS.flatMap(({ hromada, settlements, districts }) =>
    [hromada, ...settlements, ...districts].flatMap((unitCode): RandomBeat[] =>
      draw(3) > 0
        ? []
        : [{ hromadaCode: hromada, unitCode, role: pick(['primary', 'primary', 'district']), active: draw(4) > 0 }],
    ),
  );
  const decisions = UNITS.flatMap(({ settlements, districts }) =>
    districts.flatMap((districtCode) =>
      DECISION_DAYS.filter(() => draw(3) === 0).map((validFrom) => ({
        districtCode,
        settlementCodes: settlements.filter(() => draw(2) === 0),
        validFrom,
      })),
    ),
  );
  const [instant, day] = pick(INSTANTS);
  const { hromada, settlements, districts } = pick(UNITS);
  const starostaDistrictCode = pick(['', '', ...districts]);
  const settlementCode = pick(['', '', ...settlements]);
  const isNamed = draw(2) === 0 || (starostaDistrictCode === '' && settlementCode === '');
  return {
    successors,
    decisions,
    at: new Date(instant),
    beats,
    named: { hromadaCode: isNamed ? hromada : '', starostaDistrictCode, settlementCode },
    units: { ...mergedBy(successors), ...decidedBy(decisions, day) },
  };
}

function decidedBy(
  decisions: readonly RandomDecision[],
  day: string,
): Pick<RandomTerritory['units'], 'districtOf' | 'isDecided'> {
  const latest = (code: string): RandomDecision | undefined =>
    decisions
      .filter(({ districtCode, validFrom }) => districtCode === code && validFrom <= day)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  return {
    // Of two that contradict each other, the first by code.
    districtOf: (settlement) =>
      UNITS.flatMap(({ districts }) => districts)
        .toSorted()
        .find((code) => latest(code)?.settlementCodes.includes(settlement)),
    isDecided: (code) => latest(code) !== undefined,
  };
}

function mergedBy(successors: ReadonlyMap<string, string>): Omit<RandomTerritory['units'], 'districtOf' | 'isDecided'> {
  const successor = (code: string): string => {
    const next = successors.get(code);
    return next === undefined ? code : successor(next);
  };
  return {
    successor,
    mergedInto: (code) => [...successors.keys()].filter((each) => successor(each) === code).toSorted(),
    hromadaOf: (district, settlement) =>
      UNITS.find(({ districts }) => districts.includes(district))?.hromada ??
      UNITS.find(({ settlements }) => settlements.includes(settlement))?.hromada ??
      '',
  };
}

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

/** Mergers, beats, and a place that a caller names. */
export interface RandomMergers {
  readonly successors: ReadonlyMap<string, string>;
  readonly beats: readonly RandomBeat[];
  readonly named: {
    readonly hromadaCode: string;
    readonly starostaDistrictCode: string;
    readonly settlementCode: string;
  };
  /** The mergers by their definition, one step after the other. */
  readonly mergers: {
    successor(code: string): string;
    mergedInto(code: string): string[];
    hromadaOf(starostaDistrictCode: string, settlementCode: string): string;
  };
}

/**
 * Mergers for tests that compare services which must conclude the same: of hromadas in chains, and of settlements and
 * starosta districts, also into those of another hromada.
 *
 * @param draw a whole number from 0 until before the limit.
 */
export function randomMergers(draw: (limit: number) => number): RandomMergers {
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
  const { hromada, settlements, districts } = pick(UNITS);
  const starostaDistrictCode = pick(['', '', ...districts]);
  const settlementCode = pick(['', '', ...settlements]);
  const isNamed = draw(2) === 0 || (starostaDistrictCode === '' && settlementCode === '');
  return {
    successors,
    beats,
    named: { hromadaCode: isNamed ? hromada : '', starostaDistrictCode, settlementCode },
    mergers: definedBy(successors),
  };
}

function definedBy(successors: ReadonlyMap<string, string>): RandomMergers['mergers'] {
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

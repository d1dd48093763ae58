/** Two hromadas that are merged into a third one, each with the first settlement and starosta district. */
const OLD = { hromada: 'UA05020010000053508', settlement: 'UA05020010010058853', district: '0520680500' };
const OTHER = { hromada: 'UA05020050000066991', settlement: 'UA05020050010084898', district: '0520681400' };
const NEW = { hromada: 'UA05020070000010139', settlement: 'UA05020070010053570', district: '0521080600' };
/** A settlement of OLD that was merged into the settlement of NEW. */
const GONE = 'UA05020010020055396';

export const MERGED_PLACES: ReadonlyMap<string, string> = new Map([
  [OLD.hromada, NEW.hromada],
  [OTHER.hromada, NEW.hromada],
  [GONE, NEW.settlement],
]);

/** A beat of one unit with one active officer. */
interface MergedBeat {
  readonly hromadaCode: string;
  readonly unitCode: string;
  readonly role: 'primary' | 'district';
}

/** A place that a caller names after the mergers, and the unit whose officer is responsible; empty for nobody. */
export interface MergedPlaceCase {
  readonly title: string;
  readonly beats: readonly MergedBeat[];
  readonly named: {
    readonly hromadaCode: string;
    readonly starostaDistrictCode: string;
    readonly settlementCode: string;
  };
  readonly unitCode: string;
}

const beat = ({ hromada }: typeof OLD, unitCode = hromada, role: MergedBeat['role'] = 'primary'): MergedBeat => ({
  hromadaCode: hromada,
  unitCode,
  role,
});
const at = (hromadaCode: string, settlementCode = '', starostaDistrictCode = '') => ({
  hromadaCode,
  starostaDistrictCode,
  settlementCode,
});

/** What every service that routes by beats must decide: each runs these. */
export const MERGED_PLACE_CASES: readonly MergedPlaceCase[] = [
  {
    title: 'the merged hromada, served by the successor',
    beats: [beat(OLD), beat(NEW)],
    named: at(OLD.hromada),
    unitCode: NEW.hromada,
  },
  { title: 'the successor itself', beats: [beat(OLD), beat(NEW)], named: at(NEW.hromada), unitCode: NEW.hromada },
  {
    title: 'a settlement of the merged hromada',
    beats: [beat(OLD), beat(NEW)],
    named: at('', OLD.settlement),
    unitCode: NEW.hromada,
  },
  {
    title: 'the successor and a settlement of the merged hromada',
    beats: [beat(NEW)],
    named: at(NEW.hromada, OLD.settlement),
    unitCode: NEW.hromada,
  },
  {
    title: 'a settlement with a beat of its own',
    beats: [beat(OLD, OLD.settlement), beat(NEW)],
    named: at(NEW.hromada, OLD.settlement),
    unitCode: OLD.settlement,
  },
  {
    title: 'a starosta district with a beat of its own',
    beats: [beat(OLD, OLD.district), beat(NEW)],
    named: at(NEW.hromada, '', OLD.district),
    unitCode: OLD.district,
  },
  {
    title: 'the merged hromada while nobody serves in the successor',
    beats: [beat(OLD)],
    named: at(OLD.hromada),
    unitCode: OLD.hromada,
  },
  {
    title: 'its settlement while nobody serves in the successor',
    beats: [beat(OLD)],
    named: at(NEW.hromada, OLD.settlement),
    unitCode: OLD.hromada,
  },
  {
    title: 'the successor while nobody serves there',
    beats: [beat(OLD)],
    named: at(NEW.hromada),
    unitCode: OLD.hromada,
  },
  {
    title: 'the other merged hromada, which has its own officer',
    beats: [beat(OLD), beat(OTHER)],
    named: at(OTHER.hromada),
    unitCode: OTHER.hromada,
  },
  {
    title: 'the successor while two merged hromadas are served',
    beats: [beat(OLD), beat(OTHER)],
    named: at(NEW.hromada),
    unitCode: OLD.hromada,
  },
  {
    title: 'the district officer of the successor before the former one',
    beats: [beat(OLD), beat(NEW, NEW.hromada, 'district')],
    named: at(OLD.hromada),
    unitCode: NEW.hromada,
  },
  {
    title: 'a settlement merged into one with a beat',
    beats: [beat(OLD), beat(NEW), beat(NEW, NEW.settlement)],
    named: at('', GONE),
    unitCode: NEW.settlement,
  },
  {
    title: 'a merged settlement whose former beat remains',
    beats: [beat(OLD, GONE), beat(NEW)],
    named: at(OLD.hromada, GONE),
    unitCode: GONE,
  },
  { title: 'nobody anywhere', beats: [], named: at(OLD.hromada, OLD.settlement), unitCode: '' },
];

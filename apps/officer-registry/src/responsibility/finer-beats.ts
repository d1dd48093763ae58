import {
  hromadasOf,
  responsibleOfficer,
  type BeatAssignment,
  type DutiesByUnit,
  type ResolvedPlace,
} from '@safe-community/domain-kit';

/**
 * Whether officers serve in parts of a hromada that the place does not name: a point has no settlement, because no source
 * has the borders of settlements. Current and future duties count.
 */
export function hasFinerBeats(duties: DutiesByUnit<BeatAssignment>, where: ResolvedPlace): boolean {
  if (namesPart(where)) return false;
  const found = known.get(duties);
  if (found !== undefined) return found;
  const isFiner = finerUnits(duties, where).length > 0;
  known.set(duties, isFiner);
  return isFiner;
}

/** The duties of a hromada stay the same object until one of them changes, so that almost no call computes this. */
const known = new WeakMap<DutiesByUnit<BeatAssignment>, boolean>();

/** Whether somebody is responsible in a part of the hromada at an instant. */
export function servesParts(duties: DutiesByUnit<BeatAssignment>, where: ResolvedPlace, at: Date): boolean {
  if (namesPart(where)) return false;
  return finerUnits(duties, where).some(
    (settlementCode) =>
      responsibleOfficer(duties, { hromadaCode: '', starostaDistrictCode: '', settlementCode }, at) !== undefined,
  );
}

function namesPart({ place, former = place }: ResolvedPlace): boolean {
  return [place, former].some((each) => each.settlementCode !== '' || each.starostaDistrictCode !== '');
}

function finerUnits(duties: DutiesByUnit<BeatAssignment>, where: ResolvedPlace): string[] {
  const whole = new Set(hromadasOf(where));
  return [...duties].flatMap(([code, ofBeat]) => (ofBeat.length > 0 && !whole.has(code) ? [code] : []));
}

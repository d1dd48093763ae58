import {
  checkEach,
  invalid,
  isPlannable,
  preconditionFailed,
  unless,
  type Decision,
  type Violation,
  refuseStale,
  type Refusal,
} from '@safe-community/domain-kit';

/** What one officer is responsible for: a hromada as a whole, or some of its parts. */
export interface Beat {
  /** UUID. */
  readonly beatId: string;
  /** KATOTTG code of a hromada or a city with special status. */
  readonly hromadaCode: string;
  readonly name: string;
  /** The whole hromada, except for what its other beats cover. */
  readonly isWhole: boolean;
  /** Codes of starosta districts, settlements and city districts; of a whole hromada its own code alone. */
  readonly unitCodes: readonly string[];
  readonly createdAt: Date;
  /** Since when it has covered units: no assignment to it starts earlier. */
  readonly validFrom: Date;
  readonly retiredAt: Date | undefined;
  /** Grows with each change. */
  readonly version: number;
}

/** The place of a beat, as callers name it: a hromada, or one of its starosta districts. */
export interface BeatPlace {
  readonly hromadaCode: string;
  /** Ten digits; empty unless the beat is this one district. */
  readonly starostaDistrictCode: string;
}

/** What the service knows about the places that a beat names. */
export interface BeatPlaces {
  readonly hromadaIsKnown: boolean;
  /** Hromada of the starosta district; undefined if there is no such district. */
  readonly districtHromadaCode: string | undefined;
}

/** The violations of the place of a beat. `path` precedes the names of its fields: "beat." */
export function checkBeatPlace(
  { hromadaCode, starostaDistrictCode }: BeatPlace,
  places: BeatPlaces,
  path: string,
): Violation[] {
  const districtBelongs = starostaDistrictCode === '' || places.districtHromadaCode === hromadaCode;
  return [
    ...unless(places.hromadaIsKnown, `${path}hromada_code`, 'must be the KATOTTG code of a known hromada or city'),
    ...unless(districtBelongs, `${path}starosta_district_code`, 'must be a starosta district of the hromada'),
  ];
}

/**
 * The violations of the units of a beat.
 * @param hromadaOf the hromada of a starosta district, settlement or city district; undefined if there is no such unit.
 */
export function checkUnits(
  unitCodes: readonly string[],
  hromadaCode: string,
  hromadaOf: (unitCode: string) => string | undefined,
): Violation[] {
  const seen = new Set<string>();
  return checkEach('unit_codes', unitCodes, (code) => {
    const isFirst = !seen.has(code);
    seen.add(code);
    const belongs = code !== hromadaCode && hromadaOf(code) === hromadaCode;
    return [
      ...unless(belongs, '', 'must be a starosta district, settlement or city district of the hromada'),
      ...unless(isFirst, '', 'must not be in the list twice'),
    ];
  }).map(({ field, rule }) => ({ field: field.replace(/\.$/, ''), rule }));
}

export interface NewBeat extends Pick<Beat, 'hromadaCode' | 'name' | 'unitCodes'> {
  /** Undefined: now. */
  readonly validFrom: Date | undefined;
}

/** Defines a beat; without units, it covers the whole hromada. */
export function createBeat(
  { hromadaCode, name, unitCodes, validFrom }: NewBeat,
  covered: ReadonlySet<string>,
  { now, newId }: { readonly now: Date; readonly newId: () => string },
): Decision<Beat> {
  // Memory and the lists of gaps show every beat that is not retired, so none may begin later.
  const violations = unless(
    validFrom === undefined || (isPlannable(validFrom, now) && validFrom <= now),
    'valid_from_time',
    'must be from 1991 until now',
  );
  if (violations.length > 0) return invalid(violations);
  const isWhole = unitCodes.length === 0;
  const units = isWhole ? [hromadaCode] : unitCodes;
  if (units.some((code) => covered.has(code))) return unitTaken();
  return {
    beatId: newId(),
    hromadaCode,
    name,
    isWhole,
    unitCodes: units.toSorted(),
    createdAt: now,
    validFrom: validFrom ?? now,
    retiredAt: undefined,
    version: 1,
  };
}

export interface BeatEdit {
  readonly etag: string;
  /** Empty to keep it. */
  readonly name: string;
  /** Empty to keep them. */
  readonly unitCodes: readonly string[];
}

/** @param covered the units of the other beats of the hromada. */
export function changeBeat(beat: Beat, edit: BeatEdit, covered: ReadonlySet<string>): Decision<Beat> {
  const refusal = checkEditable(beat, edit.etag);
  if (refusal !== undefined) return refusal;
  if (beat.isWhole && edit.unitCodes.length > 0) {
    return preconditionFailed('BEAT_IS_WHOLE', 'the beat of a whole hromada has no other units');
  }
  if (edit.unitCodes.some((code) => covered.has(code))) return unitTaken();
  return {
    ...beat,
    name: edit.name === '' ? beat.name : edit.name,
    unitCodes: edit.unitCodes.length === 0 ? beat.unitCodes : edit.unitCodes.toSorted(),
    version: beat.version + 1,
  };
}

export function retireBeat(beat: Beat, etag: string, now: Date): Decision<Beat> {
  return checkEditable(beat, etag) ?? { ...beat, retiredAt: now, version: beat.version + 1 };
}

function checkEditable(beat: Beat, etag: string): Refusal | undefined {
  if (beat.retiredAt !== undefined) return beatRetired();
  return refuseStale(beat, etag, 'the beat');
}

export function unitTaken(): Refusal {
  return preconditionFailed('UNIT_TAKEN', 'another beat covers one of the units in that time');
}

function beatRetired(): Refusal {
  return preconditionFailed('BEAT_RETIRED', 'the beat is retired');
}

const DISTRICT = /^\d{10}$/;

/** The place by which callers name the beat. */
export function placeOf({ hromadaCode, unitCodes }: Pick<Beat, 'hromadaCode' | 'unitCodes'>): BeatPlace {
  const [code = '', ...others] = unitCodes;
  return { hromadaCode, starostaDistrictCode: others.length === 0 && DISTRICT.test(code) ? code : '' };
}

/** The beat that covers a hromada as a whole, or one of its starosta districts. */
export function beatOfPlace(
  beats: readonly Beat[],
  { hromadaCode, starostaDistrictCode }: BeatPlace,
): Beat | undefined {
  const unit = starostaDistrictCode === '' ? hromadaCode : starostaDistrictCode;
  return beats.find(({ unitCodes }) => unitCodes.includes(unit));
}

import { LocationCertainty } from '@safe-community/contracts/officers/v1/located_point.ts';
import {
  OfficerRegistryServiceService,
  type FindResponsibleOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import {
  ResponsibilityReason as Reasons,
  type ResponsibleOfficerResult,
} from '@safe-community/contracts/officers/v1/responsibility.ts';
import {
  enumNames,
  hromadasOf,
  isPlannable,
  isRefused,
  kyivDay,
  Refusal,
  responsibleOfficer,
  servedPlace,
  unless,
  type Decision,
  type DutiesByUnit,
  type Place,
  type Responsibility,
  type Violation,
} from '@safe-community/domain-kit';
import { sharedResponse } from '@safe-community/grpc-kit';
import { given, type Bound, type Rpc } from '@safe-community/service-kit';
import { cityOfDistrict, oblasts } from '@safe-community/territory';
import { oblastOf } from '../beats/module.ts';
import { roleNumber, toOfficerMessage, type FindOfficer, type Officer } from '../officers/module.ts';
import { certaintyNumber, checkOblast, openHromadas } from '../territory/module.ts';
import { coverageByOblast, totalCoverage, type Coverage, type OblastCoverage } from './coverage.ts';
import type { Directory } from './directory.adapter.ts';
import type { Duty } from './duty.ts';
import { hasFinerBeats, servesParts } from './finer-beats.ts';
import { readDutiesAt } from './past.store.ts';
import { occupiedSince, readPlace, type FoundPlace } from './place.ts';

interface Deps {
  readonly directory: Directory;
  /** For the past: the officer may be on no beat any more. */
  readonly findOfficer: FindOfficer;
}

const { query } = given<Deps>();

const answerOf = keptAnswers();

const findResponsible = query(OfficerRegistryServiceService.findResponsibleOfficer, {
  async parse({ request: named, fields, clock, deps: { directory } }) {
    const now = clock.now();
    const violations = checkInstant(named.asOfTime, now);
    const read = await readPlace(named, directory, violations.length > 0 ? now : (named.asOfTime ?? now));
    if ('violations' in read) return fields.refusal([...read.violations, ...violations]);
    fields.check(violations);
    return { where: read, at: named.asOfTime };
  },
  async read({ query: { where, at }, database, clock, deps }) {
    if (at === undefined) return answerAt(deps, (code) => deps.directory.dutiesIn(code), where, clock.now());
    return answerAt(deps, await dutiesAt({ database, clock, deps }, hromadasOf(where), at), where, at);
  },
  reply: ({ found: responsible, query: { where } }) => withCertainty(answerOf(responsible), where),
});

function checkInstant(at: Date | undefined, now: Date): Violation[] {
  return unless(at === undefined || isPlannable(at, now), 'as_of_time', 'must be from 1991 until ten years ahead');
}

/** The duties of hromadas at an instant: from memory, or from the database if it is past. */
async function dutiesAt(
  { database, clock, deps: { directory } }: Pick<Bound<Deps>, 'database' | 'clock' | 'deps'>,
  hromadaCodes: readonly string[],
  /** Undefined: now. */
  at: Date | undefined,
): Promise<(hromadaCode: string) => DutiesByUnit<Duty>> {
  if (at === undefined || at >= clock.now()) return (hromadaCode) => directory.dutiesIn(hromadaCode);
  const past = await readDutiesAt(database.em.fork(), hromadaCodes, at);
  return (hromadaCode) => past.get(hromadaCode) ?? new Map();
}

/** The responsible officer of a place, of which a part may have been merged. */
function answerAt(
  deps: Deps,
  dutiesIn: (hromadaCode: string) => DutiesByUnit<Duty>,
  where: FoundPlace,
  at: Date,
): ReturnType<typeof answerFor> {
  if (where.place.hromadaCode === '') return hromadaUnknown();
  const since = occupiedSince(deps.directory, where, at);
  if (since !== undefined) return occupied(since);
  const { duties, place } = servedPlace(dutiesIn, where, at);
  const answer = answerFor(deps, duties, place, at, hasFinerBeats(duties, where));
  return isRefused(answer) && servesParts(duties, where, at) ? finerPlaceNeeded() : answer;
}

export interface Responsible extends Responsibility<Duty> {
  readonly officer: Officer;
  /** Another officer may serve in the part of the hromada that is meant. */
  readonly hasFinerBeats: boolean;
}

/** The responsible officer of a place, or a refusal if there is none. Returns a promise only for an officer not in memory. */
export function answerFor(
  { directory, findOfficer }: { readonly directory: Pick<Directory, 'officer'>; readonly findOfficer: FindOfficer },
  duties: DutiesByUnit<Duty>,
  place: Place,
  at: Date,
  hasFiner = false,
): Decision<Responsible> | Promise<Decision<Responsible>> {
  const found = responsibleOfficer(duties, place, at);
  if (found === undefined) return nobody();
  const { officerId } = found.assignment;
  const officer = directory.officer(officerId);
  const unitCode = coveredUnit(found);
  const responsible = { ...found, unitCode, hasFinerBeats: hasFiner };
  if (officer !== undefined) return { ...responsible, officer };
  return findOfficer(officerId).then((stored) =>
    stored === undefined ? nobody() : { ...responsible, officer: stored },
  );
}

/** Of a city district without a beat of its own, the beat covers the city. */
function coveredUnit({ assignment, unitCode }: Responsibility<Duty>): string {
  return assignment.unitCodes.includes(unitCode) ? unitCode : (cityOfDistrict(unitCode) ?? unitCode);
}

function nobody(): Refusal {
  return new Refusal('not-found', 'no officer is responsible for the place', { reason: 'NOBODY_RESPONSIBLE' });
}

/** Who is still assigned there cannot come. */
function occupied(since: string): Refusal {
  const message = `the place has been temporarily occupied since ${since}: no officer can come`;
  return new Refusal('not-found', message, { reason: 'TERRITORY_OCCUPIED' });
}

/** Of a point in AR Crimea: nobody is guessed. */
function hromadaUnknown(): Refusal {
  const message = 'the borders of the hromadas of AR Crimea are not known: name the hromada or a settlement';
  return new Refusal('not-found', message, { reason: 'HROMADA_UNKNOWN' });
}

function finerPlaceNeeded(): Refusal {
  return new Refusal('not-found', 'only parts of the hromada have an officer: name a settlement or starosta district', {
    reason: 'FINER_PLACE_NEEDED',
  });
}

const { numberOf: reasonNumber } = enumNames(Reasons, [
  'primary',
  'deputy_no_primary',
  'deputy_primary_away',
  'district_no_officer',
  'district_officers_away',
] as const);

/**
 * Caches the last response about each officer for as long as the directory keeps that officer decrypted: encoding a
 * response takes a tenth of a call, and in a surge the same ones are requested repeatedly.
 */
export function keptAnswers(): (responsible: Responsible) => FindResponsibleOfficerResponse {
  const kept = new WeakMap<Officer, Responsible & { readonly answer: FindResponsibleOfficerResponse }>();
  return (responsible) => {
    const { officer, assignment, reason, unitCode, hasFinerBeats: hasFiner } = responsible;
    const known = kept.get(officer);
    const isSameDuty = known?.assignment === assignment && known.reason === reason;
    if (isSameDuty && known.unitCode === unitCode && known.hasFinerBeats === hasFiner) return known.answer;
    const answer = sharedResponse(toAnswer(responsible));
    kept.set(officer, { ...responsible, answer });
    return answer;
  };
}

/** The answer about a place that a point names says how certain the place is. */
function withCertainty<Answer extends FindResponsibleOfficerResponse>(answer: Answer, { located }: FoundPlace): Answer {
  if (located === undefined) return answer;
  const { certainty, distanceToBorderMetres } = located;
  return { ...answer, certainty: certaintyNumber(certainty), distanceToBorderMetres };
}

function toAnswer({ officer, assignment, reason, unitCode, ...rest }: Responsible): FindResponsibleOfficerResponse {
  return {
    officer: toOfficerMessage(officer),
    beat: assignment.beat,
    role: roleNumber(assignment.role),
    beatId: assignment.beatId,
    reason: reasonNumber(reason),
    unitCode,
    certainty: LocationCertainty.UNSPECIFIED,
    distanceToBorderMetres: 0,
    hasFinerBeats: rest.hasFinerBeats,
  };
}

const MAX_PLACES = 1_000;

const findMany = query(OfficerRegistryServiceService.batchFindResponsibleOfficers, {
  async parse({ request: { places, asOfTime: at }, fields, clock, deps: { directory } }) {
    const isCount = places.length >= 1 && places.length <= MAX_PLACES;
    fields.check(unless(isCount, 'places', 'must be 1 to 1,000 places'));
    const now = clock.now();
    const violations = checkInstant(at, now);
    fields.check(violations);
    if (!isCount || violations.length > 0) return { read: [], at };
    const read = await Promise.all(places.map(async (place) => readPlace(place, directory, at ?? now)));
    return { read, at };
  },
  async read({ query: { read, at }, database, clock, deps }) {
    const codes = new Set(read.flatMap((each) => ('place' in each ? hromadasOf(each) : [])));
    const duties = await dutiesAt({ database, clock, deps }, [...codes], at);
    const instant = at ?? clock.now();
    return Promise.all(
      read.map(async (each): Promise<ResponsibleOfficerResult> => {
        if ('violations' in each) return invalidResult(each.violations);
        const answer = await answerAt(deps, duties, each, instant);
        return isRefused(answer)
          ? { found: undefined, refusal: answer.reason, field: '', rule: '' }
          : { found: withCertainty(toAnswer(answer), each), refusal: '', field: '', rule: '' };
      }),
    );
  },
  reply: ({ found: results }) => ({ results }),
});

function invalidResult([first]: readonly Violation[]): ResponsibleOfficerResult {
  return { found: undefined, refusal: 'FIELDS_INVALID', field: first?.field ?? '', rule: first?.rule ?? '' };
}

const getCoverage = query(OfficerRegistryServiceService.getCoverage, {
  parse: ({ fields }) => fields.text('oblast_code', checkOblast),
  read: async ({ query: oblastCode, clock, deps: { directory } }) => reportCoverage(directory, oblastCode, clock.now()),
  reply: ({ found: { total, oblasts: parts } }) => ({ ...total, oblasts: parts }),
});

/** Coverage of an oblast, or of the country if the code is empty. The oblasts are in the order of their codes. */
function reportCoverage(
  directory: Directory,
  oblastCode: string,
  now: Date,
): { total: Coverage; oblasts: OblastCoverage[] } {
  const duties = [...directory.beats()].flatMap(({ beatId, hromadaCode }) =>
    directory.dutiesOn(beatId).map((duty) => ({
      ...duty,
      // The beats of a merged hromada cover a part of its successor.
      beat: { ...duty.beat, hromadaCode: directory.successor(duty.beat.hromadaCode, now) },
      oblastCode: oblastOf(hromadaCode, directory),
    })),
  );
  const codes = oblastCode === '' ? oblasts().map(({ code }) => code) : [oblastCode];
  const parts = coverageByOblast(codes, openHromadas(directory.history(), kyivDay(now)), duties, now);
  return { total: totalCoverage(parts), oblasts: parts };
}

export const RESPONSIBILITY_QUERIES: readonly Rpc<Deps>[] = [findResponsible, findMany, getCoverage];

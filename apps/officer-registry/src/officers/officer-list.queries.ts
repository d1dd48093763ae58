import { compoundPlace, nextPageToken, pageOf, readListPage, toDay, toId } from '@safe-community/grpc-kit';
import type { ListedOfficer as ListedOfficerMessage } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { ListOfficersRequest, OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { isDay, kyivDay, notFound, unless, type Violation } from '@safe-community/domain-kit';
import type { EntityManager } from '@safe-community/database';
import { findSettlement, findStarostaDistrict } from '@safe-community/territory';
import type { Keyring } from '@safe-community/security/encryption';
import { given, refuseOutside } from '@safe-community/service-kit';
import { hromadaOfBeat } from '../beats/module.ts';
import { checkPatrolUnitCode } from '../patrol-units/module.ts';
import { checkKnownHromada, isFirstLevel, partsOf, type FindUnit } from '../territory/module.ts';
import {
  readOfficerList,
  type ListedOfficer,
  type ListPlace,
  type OfficerFilter,
  type OnBeat,
} from './officer-list.store.ts';
import { kindNumber, stateNumber, toKind, toState } from './officer.mapping.ts';
import { type KnowsRaion } from './service-place.adapter.ts';
import { placeOf } from './service-place.ts';

/** Who serves a known part of a hromada at an instant, and the hromada of which it is a part then. */
export type ServePart = (
  part: { readonly starostaDistrictCode: string; readonly settlementCode: string },
  at: Date,
) => { readonly hromadaCode: string; readonly officerIds: readonly string[] };

export interface ListedPlaces {
  readonly servedPart: ServePart;
  /** The unit that this one is part of at an instant, after all mergers. */
  successor(code: string, at: Date): string;
}

interface Deps {
  readonly keyring: Keyring;
  readonly findUnit: FindUnit;
  readonly knowsRaion: KnowsRaion;
  readonly directory: ListedPlaces;
}

const { query } = given<Deps>();

/** A page of officers, from an index of the filter. */
export const listOfficers = query(OfficerServiceService.listOfficers, {
  async parse({ request, fields, clock, deps: { directory, findUnit, knowsRaion } }) {
    const now = clock.now();
    const currentOf = (code: string) => directory.successor(code, now);
    const broken = await checkPlaces(request, { findUnit, knowsRaion, currentOf });
    fields.check(broken);
    const beatId = fields.optionalUuid('beat_id');
    const isOneBeat = beatId === '' || (request.starostaDistrictCode === '' && request.settlementCode === '');
    fields.check(unless(isOneBeat, 'beat_id', 'must be empty beside a starosta district or settlement'));
    const unit = request.patrolUnitCode;
    if (unit !== '') fields.check(checkPatrolUnitCode(unit, 'patrol_unit_code'));
    const { policeUnitCode } = request;
    if (policeUnitCode !== '') fields.check(checkPatrolUnitCode(policeUnitCode, 'police_unit_code'));
    const kind = request.kind === 0 ? undefined : fields.word('kind', toKind, 'kinds');
    const states = request.states.flatMap((state) => toState(state) ?? []);
    fields.check(unless(states.length === request.states.length, 'states', 'must be known states'));
    const expiresBefore = request.certificationExpiresBefore;
    const isDate = expiresBefore === '' || isDay(expiresBefore);
    fields.check(unless(isDate, 'certification_expires_before', 'must be a day "YYYY-MM-DD"'));
    const list = readListPage(request, fields, ListOfficersRequest, LIST_PLACE.read);
    const filter = {
      place: placeIn(request),
      patrolUnitCode: unit,
      policeUnitCode,
      kind,
      states: [...new Set(states)],
      expiresBefore,
      onBeat: broken.length > 0 ? undefined : onBeatOf(request, beatId, directory, now),
    };
    return { filter, list };
  },
  async read({ query: { filter, list }, call: { rights }, database, clock, deps: { keyring } }) {
    const { place, onBeat } = filter;
    const ofBeat = onBeat === undefined ? '' : await hromadaOf(onBeat, database.em.fork());
    if (ofBeat === undefined) return notFound('beat');
    const refusal = refuseOutside(rights, placeOf(place?.code ?? ofBeat), 'this place');
    if (refusal !== undefined) return refusal;
    const em = database.em.fork();
    const parts = place?.level === 'hromada' ? await partsOf(em, place.code, kyivDay(clock.now())) : [];
    const wanted = { ...filter, merged: parts.slice(1) };
    return pageOf(await readOfficerList(em, keyring, wanted, list.place, list.size + 1), list.size);
  },
  reply: ({ found: { page, last }, query: { filter, list } }) => ({
    officers: page.map(toMessage),
    nextPageToken: nextPageToken(list, last && LIST_PLACE.write(placeOfLast(last, filter))),
  }),
});

const PLACE_FIELDS = ['oblast_code', 'raion_code', 'hromada_code'] as const;

/** At most one place, whose code is one of its level. */
async function checkPlaces(
  request: ListOfficersRequest,
  {
    findUnit,
    knowsRaion,
    currentOf,
  }: Pick<Deps, 'findUnit' | 'knowsRaion'> & { readonly currentOf: (code: string) => string },
): Promise<Violation[]> {
  const { oblastCode, raionCode, hromadaCode, starostaDistrictCode, settlementCode } = request;
  const unitCode = starostaDistrictCode || settlementCode;
  const places = [oblastCode, raionCode, hromadaCode, unitCode];
  const given = [...PLACE_FIELDS, starostaDistrictCode === '' ? 'settlement_code' : 'starosta_district_code'].filter(
    (_, index) => places[index] !== '',
  );
  const district = findStarostaDistrict(starostaDistrictCode);
  const settlement = findSettlement(settlementCode);
  const [ofSettlement, ofDistrict] = [settlement, district].map(
    (part) => part?.hromadaCode && currentOf(part.hromadaCode),
  );
  const isOfDistrict = starostaDistrictCode === '' || ofSettlement === ofDistrict;
  const isRaion = raionCode === '' || (await knowsRaion(raionCode));
  return [
    ...given.slice(1).map((field) => ({ field, rule: 'must be empty beside another place' })),
    ...unless(
      oblastCode === '' || isFirstLevel(oblastCode),
      'oblast_code',
      'must be the KATOTTG code of an oblast or a city with special status',
    ),
    ...unless(isRaion, 'raion_code', 'must be the KATOTTG code of a raion'),
    ...(await checkKnownHromada(findUnit, hromadaCode, 'hromada_code')),
    ...unless(
      starostaDistrictCode === '' || district !== undefined,
      'starosta_district_code',
      'must be the code of a starosta district',
    ),
    ...unless(
      settlementCode === '' || (settlement?.hromadaCode !== undefined && isOfDistrict),
      'settlement_code',
      'must be the KATOTTG code of a settlement, of the hromada of the starosta district if that is given',
    ),
  ];
}

/** Who is listed of one beat, or of a part of a hromada; undefined: everybody. */
function onBeatOf(
  { starostaDistrictCode, settlementCode }: ListOfficersRequest,
  beatId: string,
  directory: ListedPlaces,
  at: Date,
): OnBeat | undefined {
  if (beatId !== '') return { beatId, at };
  if (starostaDistrictCode === '' && settlementCode === '') return undefined;
  return directory.servedPart({ starostaDistrictCode, settlementCode }, at);
}

/** The hromada of the beat or of the part; undefined if the beat is unknown. */
async function hromadaOf(onBeat: OnBeat, em: EntityManager): Promise<string | undefined> {
  return 'beatId' in onBeat ? hromadaOfBeat(em, onBeat.beatId) : onBeat.hromadaCode;
}

function placeIn({ oblastCode, raionCode, hromadaCode }: ListOfficersRequest): OfficerFilter['place'] {
  if (hromadaCode !== '') return { level: 'hromada', code: hromadaCode };
  if (raionCode !== '') return { level: 'raion', code: raionCode };
  return oblastCode === '' ? undefined : { level: 'oblast', code: oblastCode };
}

function placeOfLast({ officerId, nextExpiry }: ListedOfficer, { expiresBefore }: OfficerFilter): ListPlace {
  return { officerId, expiry: expiresBefore === '' ? '' : nextExpiry };
}

const LIST_PLACE = compoundPlace<ListPlace>({
  officerId: toId,
  expiry: (text) => (text === '' ? text : toDay(text)),
});

function toMessage({ kind, state, placeCode, registeredAt, ...officer }: ListedOfficer): ListedOfficerMessage {
  return {
    ...officer,
    kind: kindNumber(kind),
    state: stateNumber(state),
    servicePlaceCode: placeCode,
    registeredTime: registeredAt,
  };
}

import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  OfficerServiceService,
  type GetPublicProfileRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  hromadasOf,
  notFound,
  responsibleOfficer,
  servedPlace,
  unless,
  within,
  type Fields,
  type ResolvedPlace,
} from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { given } from '@safe-community/service-kit';
import { findPublishedProfile, roleNumber, toProfileMessage } from '../officers/module.ts';
import { findStationPhone } from '../stations/module.ts';
import type { Directory } from './directory.adapter.ts';
import { hasFinerBeats } from './finer-beats.ts';
import { occupiedSince, readPlace, type FoundPlace } from './place.ts';

const { query } = given<{ readonly directory: Directory; readonly keyring: Keyring }>();

/**
 * What residents may know: by officer, or by place. Neither the id of the officer nor whether somebody else is away is in
 * the answer, and all who show no profile look alike.
 */
export const getPublicProfile = query(OfficerServiceService.getPublicProfile, {
  async parse({ request, fields, clock, deps: { directory } }) {
    if (request.place === undefined) return { officerId: fields.uuid('officer_id'), where: undefined };
    return { officerId: '', where: await readResidentPlace(request, fields, directory, clock.now()) };
  },
  async read({ query: { officerId, where }, database, clock, deps: { directory, keyring } }) {
    const since = where === undefined ? undefined : occupiedSince(directory, where, clock.now());
    // An officer who is still assigned there cannot come, nor can the station.
    if (since !== undefined) return { ...NOTHING, occupiedSince: since };
    const { assignment, isFiner = false } = where === undefined ? {} : responsibleIn(directory, where, clock.now());
    const wanted = where === undefined ? officerId : assignment?.officerId;
    const profile = wanted === undefined ? undefined : await findPublishedProfile(database, keyring, wanted);
    if (profile !== undefined) return { ...NOTHING, profile, role: assignment?.role, hasFinerBeats: isFiner };
    if (where === undefined) return notFound('public profile');
    const nearby = [where.former?.hromadaCode ?? where.place.hromadaCode, ...hromadasOf(where)];
    const { settlementCode } = where.former ?? where.place;
    const stationPhone = await findStationPhone(database.em.fork(), nearby, settlementCode);
    return stationPhone === undefined && !isFiner
      ? notFound('public profile')
      : { ...NOTHING, stationPhone: stationPhone ?? '', hasFinerBeats: isFiner };
  },
  reply: ({ found: { profile, role, ...rest } }) => ({
    ...rest,
    profile: profile && toProfileMessage(profile),
    role: role === undefined ? AssignmentRole.UNSPECIFIED : roleNumber(role),
  }),
});

const NOTHING = { profile: undefined, stationPhone: '', role: undefined, hasFinerBeats: false, occupiedSince: '' };

/** The assignment by which an officer is responsible in a place, and whether others may serve in parts of it. */
function responsibleIn(directory: Directory, where: ResolvedPlace, now: Date) {
  const { duties, place } = servedPlace((code) => directory.dutiesIn(code), where, now);
  const assignment = responsibleOfficer(duties, place, now)?.assignment;
  return { assignment, isFiner: hasFinerBeats(duties, where) };
}

async function readResidentPlace(
  { officerId, place }: GetPublicProfileRequest,
  fields: Fields<GetPublicProfileRequest>,
  directory: Directory,
  now: Date,
): Promise<FoundPlace> {
  fields.check(unless(officerId === '', 'officer_id', 'must be empty beside a place'));
  const { hromadaCode = '', settlementCode = '', location } = place ?? {};
  const read = await readPlace({ hromadaCode, settlementCode, location, starostaDistrictCode: '' }, directory, now);
  if ('place' in read) return read;
  fields.check(within('place', read.violations));
  // The kit refuses the request before this is used.
  return { place: { hromadaCode, settlementCode, starostaDistrictCode: '' }, merged: [] };
}

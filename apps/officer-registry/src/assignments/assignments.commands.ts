import { AssignmentServiceService } from '@safe-community/contracts/officers/v1/assignment_service.ts';
import { BeatServiceService } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  inForce,
  isPlannable,
  isRefused,
  notFound,
  preconditionFailed,
  unless,
  type Decision,
} from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import {
  afterRefresh,
  beatOfPlace,
  beatsOfHromada,
  checkBeatPlace,
  checkNotMerged,
  checkNotOccupied,
  checkTerritory,
  createBeat,
  createdEvent,
  insertBeat,
  isLargeHromada,
  loadBeat,
  lockHromadas,
  nameOfPlace,
  NORMS,
  placeOf,
  placesOf,
  retireBeat,
  retiredEvent,
  toBeatMessage,
  updateBeat,
  type Beat,
  type BeatPlace,
  type KnownUnits,
  type Places,
} from '../beats/module.ts';
import {
  endedEvent,
  lockAssignmentsOn,
  lockOfficer,
  saveEnds,
  toAssignmentMessage,
  toRole,
} from '../officers/module.ts';
import { oblastOfUnit, peopleWith } from '../territory/module.ts';
import { assign, endAll, endAssignment } from './assignment.ts';
import { findAssignment } from './assignments.store.ts';
import { saveStaffing, staffingEvents } from './moves.commands.ts';

interface Deps {
  readonly directory: KnownUnits;
}

const { command } = given<Deps>();

const NO_BEAT = { hromadaCode: '', starostaDistrictCode: '' };
const MAX_DEPUTIES = 100;

/** Which beat: by its id, or by its place. */
type Target = { readonly beatId: string } | { readonly place: BeatPlace; readonly places: Places };

const assignOfficer = command(OfficerRegistryServiceService.assignOfficer, {
  async parse({ request: { beat, deputyOrder }, fields, clock, deps: { directory } }) {
    const officerId = fields.uuid('officer_id');
    const beatId = fields.optionalUuid('beat_id');
    const place = beat ?? NO_BEAT;
    const places = await placesOf(place, directory);
    if (beatId === '') {
      const now = clock.now();
      const ofDistrict = places.districtHromadaCode && directory.successor(places.districtHromadaCode, now);
      fields.check(checkBeatPlace(place, { ...places, districtHromadaCode: ofDistrict }, 'beat.'));
      fields.check(checkNotMerged(place.hromadaCode, directory, now, 'beat.'));
    }
    if (beatId !== '') fields.check(unless(beat === undefined, 'beat', 'must be absent beside beat_id'));
    const role = fields.word('role', toRole, 'roles');
    const isOrder = deputyOrder === 0 || (role === 'deputy' && deputyOrder <= MAX_DEPUTIES);
    fields.check(unless(isOrder, 'deputy_order', 'must be 1 to 100, and only of a deputy'));
    const times = { startsAt: fields.optionalTime('start_time'), endsAt: fields.optionalTime('end_time') };
    const target: Target = beatId === '' ? { place, places } : { beatId };
    return { officerId, target, wish: { role, deputyOrder, ...times } };
  },
  authorize: ({ call: { rights }, command: { target } }) =>
    'place' in target ? checkTerritory(rights, target.place.hromadaCode, target.places.oblastCode) : undefined,
  async load({ tx, command: { officerId, target } }) {
    const found = 'beatId' in target ? await loadBeat(tx, target.beatId) : await beatAt(tx, target.place);
    if (isRefused(found)) return found;
    const { beat, others, oblastCode } = found;
    const officer = await lockOfficer(tx, officerId);
    if (officer === undefined) return notFound('officer');
    const ofBeat = beat === undefined ? [] : await lockAssignmentsOn(tx, beat.beatId);
    return { beat, others, oblastCode, officer, ofBeat, norms: beat === undefined ? await NORMS.list(tx) : [] };
  },
  authorizeLoaded: ({ call: { rights }, loaded: { beat, oblastCode } }) =>
    beat && checkTerritory(rights, beat.hromadaCode, oblastCode),
  decide({ loaded, command: { target, wish }, deps: { directory }, now, newId }) {
    const { beat, others, oblastCode, officer, ofBeat, norms } = loaded;
    const norm = inForce(norms, now);
    const isLarge = 'place' in target && isLargeHromada(peopleAt(target, directory, now), norm);
    const created =
      beat === undefined && 'place' in target
        ? newBeatAt(target.place, isLarge, { others, startsAt: wish.startsAt }, { now, newId })
        : undefined;
    if (isRefused(created)) return created;
    const onto = beat ?? created;
    if (onto === undefined) return notFound('beat');
    const field = 'place' in target ? 'beat.hromada_code' : 'beat_id';
    const facts = { beat: onto, place: placeOf(onto), officer, ofBeat };
    const occupied = (at: Date) => checkNotOccupied(onto, directory, at, field);
    const assigned = assign(wish, { ...facts, checkNotOccupied: occupied }, { now, newId });
    return isRefused(assigned) ? assigned : { ...assigned, created, officer, oblastCode };
  },
  async save({ tx, change: assigned, call, now }) {
    const { created, changed, ended, assignment } = assigned;
    const refusal =
      (created && (await insertBeat(tx, created))) ??
      (changed ? await saveStaffing(tx, { ended, begun: assignment }, call.caller.name, now) : undefined);
    return refusal ?? assigned;
  },
  events: ({ saved: { created, changed, assignment, ended, officer, oblastCode } }) => [
    ...(created === undefined ? [] : [createdEvent(created, oblastCode)]),
    ...(changed ? staffingEvents({ ended, begun: assignment }, officer, oblastCode) : []),
  ],
  subjects: ({ saved: { officer, assignment } }) => [officer.officerId, assignment.beatId, assignment.assignmentId],
  reply: ({ saved: { assignment } }) => ({ assignment: toAssignmentMessage(assignment) }),
  // The caller's next read shows the officer as responsible.
  afterCommit: afterRefresh,
});

/** The beat that covers a place, if there is one, and the other beats of its hromada, which is locked. */
async function beatAt(tx: EntityManager, place: BeatPlace) {
  await lockHromadas(tx, [place.hromadaCode]);
  const beats = await beatsOfHromada(tx, place.hromadaCode);
  const beat = beatOfPlace(beats, place);
  return {
    beat,
    others: beats.filter((other) => other !== beat),
    oblastCode: await oblastOfUnit(tx, place.hromadaCode),
  };
}

/** The people of a hromada and of its merged parts: as one, they may be a large hromada. */
function peopleAt({ place, places }: Extract<Target, { place: BeatPlace }>, directory: KnownUnits, now: Date): number {
  return peopleWith(places.population ?? 0, directory.mergedInto(place.hromadaCode, now));
}

/** A beat for a place without one: of a whole hromada, or of a starosta district of a large one. */
function newBeatAt(
  place: BeatPlace,
  isLarge: boolean,
  { others, startsAt }: { others: readonly Beat[]; startsAt: Date | undefined },
  write: { readonly now: Date; readonly newId: () => string },
): Decision<Beat> {
  const { hromadaCode, starostaDistrictCode } = place;
  if (starostaDistrictCode !== '' && !isLarge) {
    return preconditionFailed('HROMADA_NOT_LARGE', 'a starosta district gets a beat by itself in large hromadas only');
  }
  const unitCodes = starostaDistrictCode === '' ? [] : [starostaDistrictCode];
  const covered = new Set(others.flatMap((other) => other.unitCodes));
  const beat = { hromadaCode, name: nameOfPlace(place), unitCodes };
  // Otherwise nobody would be responsible in the first part of the assignment.
  const isEarlier = startsAt !== undefined && startsAt < write.now && isPlannable(startsAt, write.now);
  const validFrom = isEarlier ? startsAt : undefined;
  return createBeat({ ...beat, validFrom }, covered, write);
}

const endOne = command(AssignmentServiceService.endAssignment, {
  parse: ({ fields }) => ({
    assignmentId: fields.uuid('assignment_id'),
    endsAt: fields.optionalTime('end_time'),
  }),
  async load({ tx, command: { assignmentId } }) {
    const known = await findAssignment(tx, assignmentId);
    if (known === undefined) return notFound('assignment');
    const { hromadaCode } = known.beat;
    await lockHromadas(tx, [hromadaCode]);
    const locked = (await lockAssignmentsOn(tx, known.beatId)).find((each) => each.assignmentId === assignmentId);
    return { assignment: locked ?? known, oblastCode: await oblastOfUnit(tx, hromadaCode) };
  },
  authorizeLoaded: ({ call: { rights }, loaded: { assignment, oblastCode } }) =>
    checkTerritory(rights, assignment.beat.hromadaCode, oblastCode),
  decide({ loaded: { assignment, oblastCode }, command: { endsAt }, now }) {
    const ended = endAssignment(assignment, endsAt, now);
    return isRefused(ended) ? ended : { ended, oblastCode };
  },
  async save({ tx, change, call, now }) {
    await saveEnds(tx, [change.ended], { caller: call.caller.name, recordedAt: now });
    return change;
  },
  events: ({ saved: { ended, oblastCode } }) => [endedEvent(ended, oblastCode)],
  subjects: ({ saved: { ended } }) => [ended.officerId, ended.beatId, ended.assignmentId],
  reply: ({ saved: { ended } }) => ({ assignment: toAssignmentMessage(ended) }),
  afterCommit: afterRefresh,
});

/** Retires a beat with its assignments. */
const retire = command(BeatServiceService.retireBeat, {
  parse: ({ request: { etag }, fields }) => ({ beatId: fields.uuid('beat_id'), etag }),
  async load({ tx, command: { beatId } }) {
    const found = await loadBeat(tx, beatId);
    return isRefused(found) ? found : { ...found, ofBeat: await lockAssignmentsOn(tx, beatId) };
  },
  authorizeLoaded: ({ call: { rights }, loaded: { beat, oblastCode } }) =>
    checkTerritory(rights, beat.hromadaCode, oblastCode),
  decide({ loaded: { beat, ofBeat, oblastCode }, command: { etag }, now }) {
    const retired = retireBeat(beat, etag, now);
    return isRefused(retired) ? retired : { beat: retired, ended: endAll(ofBeat, now), oblastCode };
  },
  async save({ tx, change, call, now }) {
    await saveEnds(tx, change.ended, { caller: call.caller.name, recordedAt: now });
    return (await updateBeat(tx, change.beat, now)) ?? change;
  },
  events: ({ saved: { beat, ended, oblastCode }, now }) => [
    ...ended.map((each) => endedEvent(each, oblastCode)),
    retiredEvent(beat, oblastCode, now),
  ],
  subjects: ({ saved: { beat } }) => [beat.beatId],
  reply: ({ saved: { beat } }) => ({ beat: toBeatMessage(beat) }),
  afterCommit: afterRefresh,
});

export const ASSIGNMENT_COMMANDS: readonly Rpc<Deps>[] = [assignOfficer, endOne, retire];

import {
  AssignmentServiceService,
  type HandOverBeatRequest,
  type HandOverBeatResponse,
  type TransferOfficerRequest,
  type TransferOfficerResponse,
} from '@safe-community/contracts/officers/v1/assignment_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, notFound, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Rights } from '@safe-community/security/policy';
import { refuseOutside, type Rpc, type UnaryMethod, type Write, given } from '@safe-community/service-kit';
import {
  afterRefresh,
  checkNotOccupied,
  checkTerritory,
  loadBeat,
  oblastOf,
  placeOf,
  type KnownUnits,
} from '../beats/module.ts';
import {
  assignedEvent,
  endedEvent,
  lockOfficer,
  settleOfficer,
  toAssignmentMessage,
  type Assignment,
  type OfficerRecord,
} from '../officers/module.ts';
import { handOver, transfer, type AssignmentFacts, type Staffing } from './assignment.ts';
import { insertAssignment, lockAssignmentsOn, saveEnds } from './assignments.store.ts';

type Deps = MoveDeclaration & {
  readonly method: UnaryMethod<MoveRequest, MoveResponse>;
  readonly directory: KnownUnits;
};

const { command } = given<Deps>();

export interface MoveNeeds {
  readonly directory: KnownUnits;
}

/** The messages of both methods have the same fields. */
type MoveRequest = HandOverBeatRequest & TransferOfficerRequest;
type MoveResponse = HandOverBeatResponse & TransferOfficerResponse;

interface MoveDeclaration {
  readonly decide: (startsAt: Date | undefined, facts: AssignmentFacts, write: Write) => Decision<Staffing>;
  readonly about: (staffing: Staffing) => readonly string[];
}

/** A method that ends the assignment of a primary and begins another one at the same instant. */
const moveOf = command(method, {
  parse: ({ fields }) => ({
    beatId: fields.uuid('beat_id'),
    officerId: fields.uuid('officer_id'),
    startsAt: fields.optionalTime('start_time'),
  }),
  load: ({ tx, command: { beatId, officerId }, deps: { directory } }) => loadFacts(tx, directory, beatId, officerId),
  authorizeLoaded: ({ call: { rights }, loaded: { beat, oblastCode } }) =>
    checkTerritory(rights, beat.hromadaCode, oblastCode),
  decide: ({ loaded: facts, command: { startsAt }, deps: { decide }, ...write }) =>
    withFacts(facts, decide(startsAt, facts, write)),
  save: ({ tx, change, ...write }) => saveMove(tx, change, write),
  events: ({ saved: { staffing, officer, oblastCode } }) => staffingEvents(staffing, officer, oblastCode),
  subjects: ({ saved: { staffing }, deps: { about } }) => about(staffing),
  reply: ({ saved: { staffing } }) => toMoveMessage(staffing),
  afterCommit: async ({ response, deps: { directory } }) => afterRefresh(directory, response),
});

/** The former beat is vacant afterwards: that is for the people of its territory to decide. */
function refuseLeaving(rights: Rights, ended: readonly Assignment[], directory: KnownUnits): Refusal | undefined {
  const places = ended.map(({ beat: { hromadaCode } }) => ({
    hromadaCode,
    oblastCode: oblastOf(hromadaCode, directory),
  }));
  return places
    .map((place) => refuseOutside(rights, place, 'the former beat'))
    .find((refusal) => refusal !== undefined);
}

interface LoadedFacts extends AssignmentFacts {
  readonly oblastCode: string;
}

async function loadFacts(
  tx: EntityManager,
  directory: KnownUnits,
  beatId: string,
  officerId: string,
): Promise<Decision<LoadedFacts>> {
  const found = await loadBeat(tx, beatId);
  if (isRefused(found)) return found;
  const officer = await lockOfficer(tx, officerId);
  if (officer === undefined) return notFound('officer');
  const { beat, oblastCode } = found;
  const ofBeat = await lockAssignmentsOn(tx, beatId);
  const occupied = (at: Date) => checkNotOccupied(beat, directory, at, 'beat_id');
  return { beat, place: placeOf(beat), oblastCode, officer, ofBeat, checkNotOccupied: occupied };
}

interface Move {
  readonly staffing: Staffing;
  readonly officer: OfficerRecord;
  readonly oblastCode: string;
}

function withFacts({ officer, oblastCode }: LoadedFacts, staffing: Decision<Staffing>): Decision<Move> {
  return isRefused(staffing) ? staffing : { staffing, officer, oblastCode };
}

async function saveMove(tx: EntityManager, move: Move, { call, now }: Write): Promise<Move> {
  await saveStaffing(tx, move.staffing, call.caller.name, now);
  return move;
}

/** The ends first: otherwise the new assignment would overlap them. */
export async function saveStaffing(
  tx: EntityManager,
  { ended, begun }: Staffing,
  caller: string,
  now: Date,
): Promise<void> {
  await saveEnds(tx, ended, { caller, recordedAt: now });
  await insertAssignment(tx, begun, { caller, recordedAt: now });
  await settleOfficer(tx, begun.officerId, begun.beat.hromadaCode);
}

/** The ends first: a consumer never sees two primaries of a beat. */
export function staffingEvents({ ended, begun }: Staffing, officer: OfficerRecord, oblastCode: string): NewEvent[] {
  return [...ended.map((each) => endedEvent(each, oblastCode)), assignedEvent(officer, begun, oblastCode)];
}

function toMoveMessage({ ended: [former], begun }: Staffing) {
  return { former: former && toAssignmentMessage(former), next: toAssignmentMessage(begun) };
}

function formerOfficer([former]: readonly Assignment[], begun: Assignment): string[] {
  return former === undefined || former.officerId === begun.officerId ? [] : [former.officerId];
}

function formerBeat([former]: readonly Assignment[], begun: Assignment): string[] {
  return former === undefined || former.beatId === begun.beatId ? [] : [former.beatId];
}

/** Changes of the primary of a beat without a gap or an overlap. */
export const MOVE_COMMANDS: readonly Rpc<Deps>[] = [moveOf, moveOf];

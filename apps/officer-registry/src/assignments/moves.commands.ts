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
import { given, refuseOutside, type Deciding, type Rpc, type UnaryMethod } from '@safe-community/service-kit';
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
  lockAssignmentsOn,
  lockOfficer,
  saveEnds,
  settleOfficer,
  toAssignmentMessage,
  type Assignment,
  type OfficerRecord,
} from '../officers/module.ts';
import { handOver, transfer, type AssignmentFacts, type Staffing } from './assignment.ts';
import { addAssignment } from './assignments.store.ts';

interface Deps {
  readonly directory: KnownUnits;
}

const { command } = given<Deps>();

/** The messages of both methods have the same fields. */
type MoveRequest = HandOverBeatRequest & TransferOfficerRequest;
type MoveResponse = HandOverBeatResponse & TransferOfficerResponse;

interface MoveCommand {
  readonly beatId: string;
  readonly officerId: string;
  readonly startsAt: Date | undefined;
}

interface MoveFacts extends AssignmentFacts {
  readonly oblastCode: string;
}

interface MoveSteps {
  readonly decide: (deciding: Deciding<MoveCommand, undefined, MoveFacts, Deps>) => Decision<Staffing>;
  readonly subjects: (staffing: Staffing) => readonly string[];
}

/** A method that ends the assignment of a primary and begins another one at the same instant. */
function moveOf(method: UnaryMethod<MoveRequest, MoveResponse>, { decide, subjects }: MoveSteps) {
  return command(method, {
    parse: ({ fields }): MoveCommand => ({
      beatId: fields.uuid('beat_id'),
      officerId: fields.uuid('officer_id'),
      startsAt: fields.optionalTime('start_time'),
    }),
    async load({ tx, command: { beatId, officerId }, deps: { directory } }): Promise<Decision<MoveFacts>> {
      const found = await loadBeat(tx, beatId);
      if (isRefused(found)) return found;
      const officer = await lockOfficer(tx, officerId);
      if (officer === undefined) return notFound('officer');
      const { beat, oblastCode } = found;
      const ofBeat = await lockAssignmentsOn(tx, beatId);
      const occupied = (at: Date) => checkNotOccupied(beat, directory, at, 'beat_id');
      return { beat, place: placeOf(beat), oblastCode, officer, ofBeat, checkNotOccupied: occupied };
    },
    authorizeLoaded: ({ call: { rights }, loaded: { beat, oblastCode } }) =>
      checkTerritory(rights, beat.hromadaCode, oblastCode),
    decide(deciding) {
      const staffing = decide(deciding);
      const { officer, oblastCode } = deciding.loaded;
      return isRefused(staffing) ? staffing : { staffing, officer, oblastCode };
    },
    save: async ({ tx, change: move, call, now }) =>
      (await saveStaffing(tx, move.staffing, call.caller.name, now)) ?? move,
    events: ({ saved: { staffing, officer, oblastCode } }) => staffingEvents(staffing, officer, oblastCode),
    subjects: ({ saved: { staffing } }) => subjects(staffing),
    reply: ({ saved: { staffing } }) => toMoveMessage(staffing),
    afterCommit: afterRefresh,
  });
}

const handOverBeat = moveOf(AssignmentServiceService.handOverBeat, {
  decide: ({ command: { startsAt }, loaded, now, newId }) => handOver(startsAt, loaded, { now, newId }),
  subjects: ({ ended, begun }) => [begun.beatId, begun.officerId, ...formerOfficer(ended, begun)],
});

const transferOfficer = moveOf(AssignmentServiceService.transferOfficer, {
  decide({ command: { startsAt }, loaded, call: { rights }, deps: { directory }, now, newId }) {
    const moved = transfer(startsAt, loaded, { now, newId });
    return isRefused(moved) ? moved : (refuseLeaving(rights, moved.ended, directory) ?? moved);
  },
  subjects: ({ ended, begun }) => [begun.officerId, begun.beatId, ...formerBeat(ended, begun)],
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

/** The ends first: otherwise the new assignment would overlap them. */
export async function saveStaffing(
  tx: EntityManager,
  { ended, begun }: Staffing,
  caller: string,
  now: Date,
): Promise<Refusal | undefined> {
  await saveEnds(tx, ended, { caller, recordedAt: now });
  const refusal = await addAssignment(tx, begun, caller);
  if (refusal === undefined) await settleOfficer(tx, begun.officerId, begun.beat.hromadaCode);
  return refusal;
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
export const MOVE_COMMANDS: readonly Rpc<Deps>[] = [handOverBeat, transferOfficer];

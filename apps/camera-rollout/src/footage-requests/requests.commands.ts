import { FootageRequestServiceService as Requests } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  checkEtag,
  etagOf,
  isRefused,
  notFound,
  unless,
  type ClockAndIds,
  type Decision,
  type Fields,
} from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring, TrackingTokens } from '@safe-community/security/encryption';
import {
  refuseOutside,
  type ReadRecorder,
  type Rpc,
  type UnaryMethod,
  type Write,
  type WriteRequest,
  given,
} from '@safe-community/service-kit';
import { findHromada } from '@safe-community/territory';
import { readDeadlines, toKind, toTrack, type Deadlines } from '../deadlines/module.ts';
import { findIncident } from '../incidents/module.ts';
import { findRecordings } from '../recordings/module.ts';
import { findUnit } from '../strength/module.ts';
import {
  appealDecidedEvent,
  appealedEvent,
  decidedEvent,
  extendedEvent,
  receivedEvent,
} from './footage-request.events.ts';
import { toAppealOutcome, toOutcome, toRequester } from './footage-request.mapping.ts';
import { addRequest, lockRequest, saveRequest, waitForExpiry } from './footage-request.store.ts';
import {
  appeal,
  assign,
  checkAssignee,
  checkGrounds,
  checkNotice,
  checkSubmission,
  decide,
  decideAppeal,
  extend,
  submit,
  type FootageRequest,
} from './footage-request.ts';
import { addGrounds, addTexts, type GroundsPart } from './request-texts.store.ts';
import { checkRecordingIds, refuseUnknownFootage } from './requested-footage.ts';

const { command } = given<RequestNeeds>();

export interface RequestNeeds {
  readonly keyring: Keyring;
  readonly tokens: TrackingTokens;
  readonly reads: ReadRecorder;
  readonly clock: ClockAndIds;
}

const submitRequest = command(Requests.submitRequest, {
  parse({ request: message, fields }) {
    const hromada = findHromada(message.hromadaCode);
    fields.check(unless(hromada !== undefined, 'hromada_code', 'must be the KATOTTG code of a known hromada or city'));
    const request = {
      kind: fields.word('kind', toKind, 'kinds of requests'),
      track: message.track === 0 ? 'usual' : fields.word('track', toTrack, 'tracks'),
      requester: toRequester(message.requester),
      requestText: message.requestText,
      hromadaCode: message.hromadaCode,
      oblastCode: hromada?.oblastCode ?? '',
      unitCode: message.patrolUnitCode,
      incidentId: fields.optionalUuid('incident_id'),
      recordingIds: message.recordingIds.map((id) => id.toLowerCase()),
      footageFrom: fields.time('footage_from_time'),
      footageTo: fields.time('footage_to_time'),
      receivedAt: fields.optionalTime('received_time'),
    } as const;
    fields.check([...checkSubmission(request), ...checkRecordingIds(request.recordingIds, 'recording_ids')]);
    return request;
  },
  authorize: ({ call, command }) => refuseElsewhere(call, command),
  async load({ tx, command: { unitCode, incidentId, recordingIds } }) {
    await waitForExpiry(tx);
    const isKnown = unitCode === '' || (await findUnit(tx, unitCode)) !== undefined;
    const isIncidentKnown = incidentId === '' ? undefined : (await findIncident(tx, incidentId)) !== undefined;
    const footage = { isIncidentKnown, recordings: await findRecordings(tx, recordingIds) };
    return { deadlines: await readDeadlines(tx), unit: { isKnown }, footage };
  },
  decide({ loaded: { deadlines, unit, footage }, command: given, now, newId }) {
    const request = submit(given, deadlines, unit, newId(), now);
    if (isRefused(request)) return request;
    return refuseUnknownFootage(request, footage, now) ?? { request, texts: given };
  },
  async save({ tx, change: { request, texts }, deps: { keyring } }) {
    await addRequest(tx, request);
    await addTexts(tx, keyring, request.footageRequestId, texts);
    return request;
  },
  events: ({ saved: request }) => [receivedEvent(request)],
  subjects: ({ saved: { footageRequestId } }) => [footageRequestId],
  // The token is not stored: `complete` derives it.
  reply: ({ saved: { footageRequestId, dueAt } }) => ({ footageRequestId, trackingToken: '', dueTime: dueAt }),
  afterCommit: ({ response, deps: { tokens } }) => ({
    ...response,
    trackingToken: tokens.of(response.footageRequestId),
  }),
});

function assignRequest(needs: RequestNeeds): Rpc {
  return step(needs, Requests.assignRequest, {
    parse: (fields) => fields.text('assignee', checkAssignee),
    decide: (request, etag, assignee) => assign(request, etag, assignee),
    reply: (request) => ({ etag: etagOf(request) }),
  });
}

function extendRequest(needs: RequestNeeds): Rpc {
  return step(needs, Requests.extendRequest, {
    parse: (fields) => fields.text('grounds', checkNotice),
    decide: (request, etag, _grounds, { now }) => extend(request, etag, now),
    grounds: (grounds, { former }) => ({ part: former === undefined ? 'extension' : 'new_extension', grounds }),
    events: (request) => [extendedEvent(request)],
    reply: (request) => ({ dueTime: request.dueAt, etag: etagOf(request) }),
  });
}

function decideRequest(needs: RequestNeeds): Rpc {
  return step(needs, Requests.decideRequest, {
    parse: (fields, { redactionRequired }) => ({
      outcome: fields.word('outcome', toOutcome, 'outcomes'),
      grounds: fields.text('grounds', checkGrounds),
      redactionRequired,
    }),
    decide: (request, etag, { outcome, redactionRequired }, { call, now }) =>
      decide(request, etag, { outcome, redactionRequired, decidedBy: deciderOf(call) }, now),
    grounds: ({ grounds }, { former }) => ({ part: former === undefined ? 'decision' : 'new_decision', grounds }),
    events: (request) => [decidedEvent(request)],
    reply: (request) => ({ decidedTime: request.decision.decidedAt, etag: etagOf(request) }),
  });
}

function decideAppealOf(needs: RequestNeeds): Rpc {
  return step(needs, Requests.decideAppeal, {
    parse: (fields) => ({
      outcome: fields.word('outcome', toAppealOutcome, 'outcomes'),
      grounds: fields.text('grounds', checkGrounds),
    }),
    decide: (request, etag, { outcome }, { call, now, deadlines }) =>
      decideAppeal(request, etag, { outcome, by: deciderOf(call) }, deadlines, now),
    grounds: ({ grounds }) => ({ part: 'appeal_decision', grounds }),
    events: (request) => [appealDecidedEvent(request)],
    reply: (request) => ({ decidedTime: request.appeal.decidedAt, etag: etagOf(request) }),
  });
}

/** The requester's own step: the token authorises it, so no territory is checked. */
const appealDecision = command(Requests.appealDecision, {
  parse: ({ request: { trackingToken }, fields, deps: { tokens } }) => ({
    footageRequestId: tokens.read(trackingToken) ?? '',
    grounds: fields.text('grounds', checkGrounds),
  }),
  // Before any lookup, so that neither the response nor its time discloses which requests exist.
  authorize: ({ command: { footageRequestId } }) => (footageRequestId === '' ? notFound('request') : undefined),
  async load({ tx, command: { footageRequestId } }) {
    await waitForExpiry(tx);
    const request = await lockRequest(tx, footageRequestId);
    return request === undefined ? notFound('request') : { request, deadlines: await readDeadlines(tx) };
  },
  decide({ loaded: { request, deadlines }, command: { grounds }, now }) {
    const appealed = appeal(request, deadlines, now);
    return 'state' in appealed ? { request: appealed, grounds } : appealed;
  },
  async save({ tx, change: { request, grounds }, deps: { keyring } }) {
    await saveRequest(tx, request);
    await addGrounds(tx, keyring, request.footageRequestId, 'appeal', grounds);
    return request;
  },
  events: ({ saved: request }) => [appealedEvent(request)],
  subjects: ({ saved: { footageRequestId } }) => [footageRequestId],
  reply: ({
    saved: {
      appeal: { dueAt },
    },
  }) => ({ dueTime: dueAt }),
});

interface StepRequest extends WriteRequest {
  readonly footageRequestId: string;
  readonly etag: string;
}

interface Step<Request extends object, Response, Command, Changed extends FootageRequest> {
  readonly parse: (fields: Fields<Request>, message: Request) => Command;
  readonly decide: (
    request: FootageRequest,
    etag: string,
    command: Command,
    write: Write & { readonly deadlines: Deadlines },
  ) => Decision<Changed>;
  /** What is stored encrypted; absent if the step has no grounds. */
  readonly grounds?: (command: Command, request: Changed) => { readonly part: GroundsPart; readonly grounds: string };
  readonly events?: (request: Changed) => readonly NewEvent[];
  readonly reply: (request: Changed) => Response;
}

/** Declares a step of those who answer requests. */
function step<Request extends StepRequest, Response extends object, Command, Changed extends FootageRequest>(
  { keyring }: RequestNeeds,
  method: UnaryMethod<Request, Response>,
  { parse, decide: decideStep, grounds, events, reply }: Step<Request, Response, Command, Changed>,
): Rpc {
  return command(method, {
    parse({ request: message, fields }) {
      const named = fields as unknown as Fields<StepRequest>;
      return {
        footageRequestId: named.uuid('footage_request_id'),
        etag: named.text('etag', checkEtag),
        own: parse(fields, message),
      };
    },
    async load({ tx, command: { footageRequestId } }) {
      const request = await lockRequest(tx, footageRequestId);
      return request === undefined ? notFound('request') : { request, deadlines: await readDeadlines(tx) };
    },
    authorizeLoaded: ({ call, loaded: { request } }) => refuseElsewhere(call, request),
    decide({ loaded: { request, deadlines }, command: { etag, own }, ...write }) {
      const changed = decideStep(request, etag, own, { ...write, deadlines });
      return 'state' in changed ? { request: changed, own } : changed;
    },
    async save({ tx, change: { request, own } }) {
      await saveRequest(tx, request);
      const text = grounds?.(own, request);
      if (text !== undefined) await addGrounds(tx, keyring, request.footageRequestId, text.part, text.grounds);
      return request;
    },
    events: ({ saved: request }) => events?.(request) ?? [],
    subjects: ({ saved: { footageRequestId } }) => [footageRequestId],
    reply: ({ saved: request }) => reply(request),
  });
}

function deciderOf({ caller, actingUser }: CallContext) {
  return { system: caller.name, user: actingUser };
}

function refuseElsewhere({ rights }: CallContext, request: Pick<FootageRequest, 'oblastCode' | 'hromadaCode'>) {
  return refuseOutside(rights, request, 'the request');
}

export const REQUEST_COMMANDS: readonly Rpc<RequestNeeds>[] = [
  submitRequest,
  assignRequest,
  extendRequest,
  decideRequest,
  appealDecision,
  decideAppealOf,
];

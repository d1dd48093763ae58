import { FootageRequestServiceService as Requests } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { checkEtag, etagOf, isRefused, notFound, unless, type Decision, type Fields } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring, TrackingTokens } from '@safe-community/security/encryption';
import {
  given,
  refuseOutside,
  type Deciding,
  type Parsing,
  type Rpc,
  type SavedAs,
  type Saving,
  type UnaryMethod,
  type WriteRequest,
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

interface Deps {
  readonly keyring: Keyring;
  readonly tokens: TrackingTokens;
}

const { command } = given<Deps>();

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
  authorize: ({ call, command: request }) => refuseElsewhere(call, request),
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
    return refuseUnknownFootage(request, footage, now) ?? request;
  },
  async save({ tx, change: request, command: texts, deps: { keyring } }) {
    await addRequest(tx, request);
    await addTexts(tx, keyring, request.footageRequestId, texts);
    return request;
  },
  events: ({ saved: request }) => [receivedEvent(request)],
  subjects: ({ saved: { footageRequestId } }) => [footageRequestId],
  // The token is not stored: `afterCommit` derives it.
  reply: ({ saved: { footageRequestId, dueAt } }) => ({ footageRequestId, trackingToken: '', dueTime: dueAt }),
  afterCommit: ({ response, deps: { tokens } }) => ({
    ...response,
    trackingToken: tokens.of(response.footageRequestId),
  }),
});

const assignRequest = step(Requests.assignRequest, {
  parse: ({ fields }) => ({ assignee: fields.text('assignee', checkAssignee) }),
  decide: ({ loaded: { request }, command: { etag, assignee } }) => assign(request, etag, assignee),
  reply: ({ saved: request }) => ({ etag: etagOf(request) }),
});

const extendRequest = step(Requests.extendRequest, {
  parse: ({ fields }) => ({ grounds: fields.text('grounds', checkNotice) }),
  decide: ({ loaded: { request }, command: { etag }, now }) => extend(request, etag, now),
  grounds: ({ command: { grounds }, change: { former } }) => ({
    part: former === undefined ? 'extension' : 'new_extension',
    grounds,
  }),
  events: ({ saved: request }) => [extendedEvent(request)],
  reply: ({ saved: request }) => ({ dueTime: request.dueAt, etag: etagOf(request) }),
});

const decideRequest = step(Requests.decideRequest, {
  parse: ({ request: { redactionRequired }, fields }) => ({
    outcome: fields.word('outcome', toOutcome, 'outcomes'),
    grounds: fields.text('grounds', checkGrounds),
    redactionRequired,
  }),
  decide: ({ loaded: { request }, command: { etag, outcome, redactionRequired }, call, now }) =>
    decide(request, etag, { outcome, redactionRequired, decidedBy: deciderOf(call) }, now),
  grounds: ({ command: { grounds }, change: { former } }) => ({
    part: former === undefined ? 'decision' : 'new_decision',
    grounds,
  }),
  events: ({ saved: request }) => [decidedEvent(request)],
  reply: ({ saved: request }) => ({ decidedTime: request.decision.decidedAt, etag: etagOf(request) }),
});

const decideAppealOf = step(Requests.decideAppeal, {
  parse: ({ fields }) => ({
    outcome: fields.word('outcome', toAppealOutcome, 'outcomes'),
    grounds: fields.text('grounds', checkGrounds),
  }),
  decide: ({ loaded: { request, deadlines }, command: { etag, outcome }, call, now }) =>
    decideAppeal(request, etag, { outcome, by: deciderOf(call) }, deadlines, now),
  grounds: ({ command: { grounds } }) => ({ part: 'appeal_decision', grounds }),
  events: ({ saved: request }) => [appealDecidedEvent(request)],
  reply: ({ saved: request }) => ({ decidedTime: request.appeal.decidedAt, etag: etagOf(request) }),
});

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
  decide: ({ loaded: { request, deadlines }, now }) => appeal(request, deadlines, now),
  async save({ tx, change: request, command: { grounds }, deps: { keyring } }) {
    await saveRequest(tx, request);
    await addGrounds(tx, keyring, request.footageRequestId, 'appeal', grounds);
    return request;
  },
  events: ({ saved: request }) => [appealedEvent(request)],
  subjects: ({ saved: { footageRequestId } }) => [footageRequestId],
  reply: ({ saved: { appeal } }) => ({ dueTime: appeal.dueAt }),
});

interface StepRequest extends WriteRequest {
  readonly footageRequestId: string;
  readonly etag: string;
}

interface Step<Request extends StepRequest, Response, Own, Changed extends FootageRequest> {
  /** What the request says besides the id and the etag. */
  readonly parse: (parsing: Parsing<Request, Deps>) => Own;
  readonly decide: (deciding: Deciding<Own & Named, undefined, Loaded, Deps>) => Decision<Changed>;
  /** What is stored encrypted; absent if the step has no grounds. */
  readonly grounds?: (saving: Saving<Own & Named, Changed, Deps>) => {
    readonly part: GroundsPart;
    readonly grounds: string;
  };
  readonly events?: (saved: SavedAs<Own & Named, Changed, Deps>) => readonly NewEvent[];
  readonly reply: (saved: SavedAs<Own & Named, Changed, Deps>) => Response;
}

interface Named {
  readonly footageRequestId: string;
  readonly etag: string;
}

interface Loaded {
  readonly request: FootageRequest;
  readonly deadlines: Deadlines;
}

/** Declares a step of those who answer requests. */
function step<Request extends StepRequest, Response extends object, Own extends object, Changed extends FootageRequest>(
  method: UnaryMethod<Request, Response>,
  { parse, decide: decideStep, grounds, events, reply }: Step<Request, Response, Own, Changed>,
) {
  return command(method, {
    parse(parsing): Own & Named {
      const named = parsing.fields as unknown as Fields<StepRequest>;
      return {
        footageRequestId: named.uuid('footage_request_id'),
        etag: named.text('etag', checkEtag),
        ...parse(parsing),
      };
    },
    async load({ tx, command: { footageRequestId } }): Promise<Decision<Loaded>> {
      const request = await lockRequest(tx, footageRequestId);
      return request === undefined ? notFound('request') : { request, deadlines: await readDeadlines(tx) };
    },
    authorizeLoaded: ({ call, loaded: { request } }) => refuseElsewhere(call, request),
    decide: decideStep,
    async save(saving) {
      const { tx, change: request, deps } = saving;
      await saveRequest(tx, request);
      const text = grounds?.(saving);
      if (text !== undefined) await addGrounds(tx, deps.keyring, request.footageRequestId, text.part, text.grounds);
      return request;
    },
    events: (saved) => events?.(saved) ?? [],
    subjects: ({ saved: { footageRequestId } }) => [footageRequestId],
    reply,
  });
}

function deciderOf({ caller, actingUser }: CallContext) {
  return { system: caller.name, user: actingUser };
}

function refuseElsewhere({ rights }: CallContext, request: Pick<FootageRequest, 'oblastCode' | 'hromadaCode'>) {
  return refuseOutside(rights, request, 'the request');
}

export const REQUEST_COMMANDS: readonly Rpc<Deps>[] = [
  submitRequest,
  assignRequest,
  extendRequest,
  decideRequest,
  appealDecision,
  decideAppealOf,
];

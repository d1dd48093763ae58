import {
  DeadlineTrack,
  FootageOutcome,
  FootageRequestKind as Kind,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { etagOf } from '@safe-community/domain-kit';
import { hromadas } from '@safe-community/territory';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { inventPerson } from './people.ts';
import { randomOf } from './random.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

/** An invented request, and how far it has come. */
export interface PlannedRequest {
  readonly kind: Kind;
  readonly track?: DeadlineTrack;
  /** Days before the anchor day. */
  readonly receivedBefore: number;
  readonly requestText: string;
  readonly isAssigned?: boolean;
  readonly isExtended?: boolean;
  readonly outcome?: FootageOutcome;
  readonly redactionRequired?: boolean;
  readonly isAppealed?: boolean;
}

const STOP = 'Прошу надати запис зупинки мого автомобіля патрульними';

/** Requests of each kind, on every step of their way; the second one is overdue. */
export const PLANNED_REQUESTS: readonly PlannedRequest[] = [
  { kind: Kind.INFORMATION, receivedBefore: 1, requestText: 'Прошу надати запис роботи патруля на площі' },
  { kind: Kind.INFORMATION, receivedBefore: 21, requestText: STOP, isAssigned: true },
  {
    kind: Kind.INFORMATION,
    track: DeadlineTrack.URGENT,
    receivedBefore: 6,
    requestText: 'Прошу терміново надати запис: ідеться про свободу людини',
    isAssigned: true,
    outcome: FootageOutcome.NO_FOOTAGE,
  },
  {
    kind: Kind.COMPLAINT,
    receivedBefore: 26,
    requestText: 'Скаржуся на поведінку патрульних під час зупинки',
    isAssigned: true,
    isExtended: true,
  },
  {
    kind: Kind.COMPLAINT,
    receivedBefore: 28,
    requestText: 'Скаржуся на відмову прийняти заяву про подію',
    isAssigned: true,
    outcome: FootageOutcome.REFUSED,
    isAppealed: true,
  },
  {
    kind: Kind.COMPLAINT,
    track: DeadlineTrack.SIMPLE,
    receivedBefore: 12,
    requestText: 'Скаржуся на перевищення швидкості патрульним автомобілем',
    isAssigned: true,
    outcome: FootageOutcome.PARTLY_GRANTED,
    redactionRequired: true,
  },
  {
    kind: Kind.ATTORNEY,
    receivedBefore: 4,
    requestText: 'Адвокатський запит про запис затримання клієнта',
    isAssigned: true,
    outcome: FootageOutcome.GRANTED,
    redactionRequired: true,
  },
  { kind: Kind.OWN_DATA, receivedBefore: 9, requestText: 'Прошу надати записи, на яких є я', isAssigned: true },
  {
    kind: Kind.THIRD_PARTY_DATA,
    receivedBefore: 15,
    requestText: 'Прошу надати запис, на якому є мій сусід',
    isAssigned: true,
    outcome: FootageOutcome.REFUSED,
  },
  { kind: Kind.DATA_CHANGE, receivedBefore: 3, requestText: 'Прошу знищити запис, на якому є моя дитина' },
];

const GROUNDS = 'Вигадані підстави: розглянуто для демонстрації';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const AT_ONCE = 4;

/**
 * Adds invented requests for footage and complaints of each kind: received, assigned, extended, decided, appealed, overdue.
 *
 * @param anchorDay the requests are of the month before it.
 * @returns how many there are
 */
export async function setUpRequests(
  connection: Connection,
  units: readonly PlannedUnit[],
  anchorDay: Date,
): Promise<number> {
  await inParallel(PLANNED_REQUESTS, AT_ONCE, async (planned, index) => {
    const unit = units[index % units.length];
    if (unit !== undefined) await setUpRequest(connection, planned, { index, unit, anchorDay });
  });
  return PLANNED_REQUESTS.length;
}

interface Circumstances {
  readonly index: number;
  readonly unit: PlannedUnit;
  readonly anchorDay: Date;
}

async function setUpRequest(
  { footageRequests }: Connection,
  planned: PlannedRequest,
  { index, unit, anchorDay }: Circumstances,
): Promise<void> {
  const requestOf = (step: string) => requestIdOf(`footage request ${index} ${step} ${anchorDay.toISOString()}`);
  const submission = submissionOf(planned, { index, unit, anchorDay });
  const { footageRequestId, trackingToken } = await retryTransient(
    () => footageRequests.submitRequest({ ...submission, requestId: requestOf('submit') }),
    ['UNIT_UNKNOWN'],
  );
  if (!planned.isAssigned) return;
  let etag = etagOf({ version: 1 });
  const assignment = { requestId: requestOf('assign'), footageRequestId, etag, assignee: 'demo-olena' };
  ({ etag } = await retryTransient(() => footageRequests.assignRequest(assignment)));
  if (planned.isExtended) {
    const extension = { requestId: requestOf('extend'), footageRequestId, etag, grounds: GROUNDS };
    await retryTransient(() => footageRequests.extendRequest(extension)).catch(ignoreOverdue);
  }
  const { outcome, redactionRequired = false } = planned;
  if (outcome === undefined) return;
  const decided = { footageRequestId, etag, outcome, grounds: GROUNDS, redactionRequired };
  await retryTransient(() => footageRequests.decideRequest({ requestId: requestOf('decide'), ...decided }));
  if (!planned.isAppealed) return;
  const appeal = { requestId: requestOf('appeal'), trackingToken, grounds: GROUNDS };
  await retryTransient(() => footageRequests.appealDecision(appeal));
}

/** Long after the anchor day, nothing can be extended any more: the request is another overdue one. */
function ignoreOverdue(error: unknown): void {
  if (!(error instanceof CallError) || error.details.reason !== 'OVERDUE_ALREADY') throw error;
}

function submissionOf(
  { kind, track = DeadlineTrack.USUAL, receivedBefore, requestText }: PlannedRequest,
  { index, unit, anchorDay }: Circumstances,
): SubmitRequestRequest {
  const person = inventPerson(randomOf(`requester ${index}`), 990_000 + index);
  const receivedTime = new Date(anchorDay.getTime() - receivedBefore * DAY_MS + 9 * HOUR_MS);
  const footageFromTime = new Date(receivedTime.getTime() - DAY_MS);
  const place = hromadas().find(({ oblastCode }) => oblastCode === unit.oblastCode);
  return SubmitRequestRequest.fromPartial({
    kind,
    track,
    requester: {
      fullName: person.fullName,
      phone: person.phone,
      authority: kind === Kind.ATTORNEY ? 'Вигаданий ордер № 1' : '',
    },
    requestText,
    // Kyiv is no hromada.
    hromadaCode: place?.code ?? unit.oblastCode,
    patrolUnitCode: unit.code,
    footageFromTime,
    footageToTime: new Date(footageFromTime.getTime() + HOUR_MS),
    receivedTime,
  });
}

import {
  AppealOutcome,
  DeadlineTrack,
  FootageOutcome,
  FootageRequestKind,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  FootageRequestServiceService as Requests,
  SubmitRequestRequest,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { OFFICIAL, PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { PLACE } from './report.ts';

const HOUR_MS = 3_600_000;

/** An attorney's request for footage, from its receipt to the decision after an appeal that was upheld. */
export async function runFootageRequestsScenario({ probe, random }: ProbeContext): Promise<void> {
  const footageToTime = new Date(Date.now() - HOUR_MS);
  const submitted = await probe.ask(
    Requests.submitRequest,
    SubmitRequestRequest.fromPartial({
      requestId: random.uuid(),
      kind: FootageRequestKind.ATTORNEY,
      track: DeadlineTrack.USUAL,
      requester: { ...PERSONAL.victim, authority: said('ордер') },
      requestText: said('запис зупинки'),
      hromadaCode: PLACE,
      footageFromTime: new Date(footageToTime.getTime() - HOUR_MS),
      footageToTime,
    }),
  );
  const { footageRequestId, trackingToken } = submitted;
  probe.tokens.push(trackingToken);
  await probe.ask(Requests.getRequestStatus, { trackingToken });
  const step = () => ({ requestId: random.uuid(), footageRequestId });
  const assignee = OFFICIAL.actingUser;
  const { etag } = await probe.ask(Requests.assignRequest, { ...step(), etag: '1', assignee });
  const extended = await probe.ask(Requests.extendRequest, { ...step(), etag, grounds: said('потрібен час') });
  await probe.ask(Requests.decideRequest, {
    ...step(),
    etag: extended.etag,
    outcome: FootageOutcome.PARTLY_GRANTED,
    grounds: said('надати частково'),
    redactionRequired: true,
  });
  const grounds = said('не згодна з рішенням');
  await probe.ask(Requests.appealDecision, { requestId: random.uuid(), trackingToken, grounds });
  const asked = { footageRequestId, reason: said('підготовка відповіді') };
  const { request, texts } = await probe.ask(Requests.getFootageRequest, asked);
  requireRead('the name of a requester', texts?.requester?.fullName, PERSONAL.victim.fullName);
  requireRead('the grounds of an appeal', texts?.appealGrounds, grounds);
  const decision = { etag: request?.etag ?? '', outcome: AppealOutcome.UPHELD, grounds: said('рішення скасовано') };
  const reopened = await probe.ask(Requests.decideAppeal, { ...step(), ...decision }, undefined, OFFICIAL.otherUser);
  await probe.ask(Requests.decideRequest, {
    ...step(),
    etag: reopened.etag,
    outcome: FootageOutcome.GRANTED,
    grounds: said('надати повністю'),
    redactionRequired: true,
  });
}

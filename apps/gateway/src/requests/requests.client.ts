import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  FootageRequestServiceService as Requests,
  SubmitRequestRequest,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { BackendError, type Backend } from '../backend/module.ts';
import { FIELDS, type FieldName, type NewRequest, type RequestKind, type SendOutcome } from './request.ts';

export interface RequestCalls {
  send(kind: RequestKind, requestId: string, request: NewRequest): Promise<SendOutcome>;
}

const KINDS: Readonly<Record<RequestKind, FootageRequestKind>> = {
  footage: FootageRequestKind.OWN_DATA,
  complaint: FootageRequestKind.COMPLAINT,
};

export function requestCalls({ cameras }: Pick<Backend, 'cameras'>): RequestCalls {
  return {
    async send(kind, requestId, { hromadaCode, from, until, text, requester }) {
      const message = SubmitRequestRequest.fromPartial({
        requestId,
        kind: KINDS[kind],
        requester,
        requestText: text,
        hromadaCode,
        footageFromTime: from,
        footageToTime: until,
      });
      try {
        const { trackingToken, dueTime } = await cameras(Requests.submitRequest, message);
        return { sent: dueTime === undefined ? { trackingToken } : { trackingToken, dueAt: dueTime.getTime() } };
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        return refusalOf(error);
      }
    },
  };
}

function refusalOf({ problem, reason, fields }: BackendError): SendOutcome {
  if (problem === 'invalid') return { wrong: [...new Set(fields.map((field) => FIELD_OF[field] ?? 'send'))] };
  if (problem === 'unavailable') return { problem: 'unknown' };
  if (reason === 'REQUEST_ID_REUSED') return { problem: 'alreadySent' };
  return { problem: reason === 'NO_DEADLINE' ? 'noDeadline' : 'refused' };
}

const FIELD_OF: Readonly<Record<string, FieldName>> = {
  hromada_code: FIELDS.place,
  footage_from_time: FIELDS.from,
  footage_to_time: FIELDS.until,
  request_text: FIELDS.text,
  'requester.full_name': FIELDS.name,
  'requester.phone': FIELDS.phone,
  'requester.address': FIELDS.address,
};

import { randomUUID } from 'node:crypto';
import { FootageOutcome, FootageRequestKind as Kind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  FootageRequestServiceService as Requests,
  SubmitRequestRequest,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { testClient, type TestClient } from '@safe-community/testkit';

export const KYIV = 'UA80000000000093317';
/** A Friday, in martial law. */
export const START = new Date('2026-08-21T09:00:00Z');
/** Names that must appear in no table, event or log. */
export const REQUESTER = {
  fullName: 'Канарка Марія',
  phone: '+380509998877',
  address: 'вул. Таємна, 5',
  authority: '',
};
export const REQUEST_TEXT = 'Прошу надати запис моєї зупинки канаркою';
export const GROUNDS = 'Канарка: підстави рішення за законом';

/** The steps that tests of footage requests have in common. */
export interface FootageCalls {
  readonly requests: TestClient<typeof Requests>;
  submit(change?: object): ReturnType<TestClient<typeof Requests>['submitRequest']>;
  /** A request that is assigned, and its etag. */
  assigned(change?: object): Promise<Submitted>;
  /** A request that is refused, and its etag. */
  decided(change?: object): Promise<Submitted>;
  close(): void;
}

interface Submitted {
  readonly footageRequestId: string;
  readonly trackingToken: string;
  readonly etag: string;
}

/** A request for information about an hour of the day before. */
export function givenRequest(change: object = {}): SubmitRequestRequest {
  return SubmitRequestRequest.fromPartial({
    requestId: randomUUID(),
    kind: Kind.INFORMATION,
    requester: REQUESTER,
    requestText: REQUEST_TEXT,
    hromadaCode: KYIV,
    footageFromTime: new Date('2026-08-20T09:00:00Z'),
    footageToTime: new Date('2026-08-20T10:00:00Z'),
    ...change,
  });
}

export function footageCalls(port: number): FootageCalls {
  const requests = testClient(Requests, port);
  const submit = (change: object = {}) => requests.submitRequest(givenRequest(change));
  const assigned = async (change: object = {}) => {
    const { footageRequestId, trackingToken } = await submit(change);
    const { etag } = await requests.assignRequest({ footageRequestId, etag: '1', assignee: 'olena' });
    return { footageRequestId, trackingToken, etag };
  };
  return {
    requests,
    submit,
    assigned,
    async decided(change = {}) {
      const { footageRequestId, etag, trackingToken } = await assigned(change);
      const refused = { outcome: FootageOutcome.REFUSED, grounds: GROUNDS };
      const answer = await requests.decideRequest({ footageRequestId, etag, ...refused });
      return { footageRequestId, trackingToken, etag: answer.etag };
    },
    close: () => requests.close(),
  };
}

import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { randomUUID } from 'node:crypto';
import {
  LedgerServiceClient,
  ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials, eventually, refusalOf } from '@safe-community/testkit';
import { beforeEach, expect, it } from 'vitest';
import { ids, incident, type Ledger, openLedger } from '../../test/ground.ts';
import { written } from '../../test/written.ts';
import { serveLedger } from '../../test/consumers.ts';
import { testKey } from '../../test/test-key.ts';

let ledger: Ledger;
let client: LedgerServiceClient;

beforeEach(async () => {
  ledger = await openLedger();
  const { port } = await serveLedger(ledger, undefined, { reportEvery: 10, most: 25 });
  client = new LedgerServiceClient(`localhost:${port}`, demoClientCredentials());
  return () => client.close();
});

async function fill(count: number): Promise<void> {
  const key = testKey('client', randomUUID(), 'Fill', Buffer.from('fill'));
  const events = ids('i', count).map(incident);
  await written(ledger.unitOfWork, key, async () => ({ response: IncidentReported.decode(Buffer.alloc(0)), events }));
}

const answers: ReadEventsResponse[] = [];

/** The positions of the answers; those before an error are in `answers`. */
async function read(more: Partial<ReadEventsRequest> = {}): Promise<number[]> {
  answers.length = 0;
  const request = ReadEventsRequest.fromPartial({ fromPosition: 1n, eventTypes: ['no-such-type'], ...more });
  for await (const answer of client.readEvents(request) as AsyncIterable<ReadEventsResponse>) answers.push(answer);
  return answers.map(({ event }) => Number(event?.position));
}

it('no call reads the whole ledger for nothing: it returns its position, ends, and the next continues', async () => {
  await fill(60);
  expect(await refusalOf(read())).toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    reason: 'PASSED_OVER_ENOUGH',
    message: 'a call skips at most 25 events: read on from 26',
  });
  expect(answers.map(({ event }) => Number(event?.position))).toEqual([10, 20, 25]);
  expect(answers[0]).toMatchObject({ passedOver: true, withheld: false, event: { eventType: '', eventId: '' } });
  expect((await refusalOf(read({ fromPosition: 26n }))).message).toContain('read on from 51');
  expect(await read({ fromPosition: 51n })).toEqual([60]);
  // A client that takes everything is limited by its own pace only.
  expect(await read({ eventTypes: [] })).toHaveLength(60);
});

it('a range that ends at the scan limit ends normally', async () => {
  await fill(60);
  expect(await read({ toPosition: 25n })).toEqual([10, 20]);
});

it('a follow continues however many other events are committed', async () => {
  await fill(20);
  const reading = read({ follow: true, toPosition: 60n });
  await eventually(() => expect(answers).toHaveLength(2));
  await fill(40);
  expect(await reading).toEqual([10, 20, 30, 40, 50, 60]);
});

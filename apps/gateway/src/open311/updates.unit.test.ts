import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsResponse,
  ListRequestUpdatesResponse,
  type ListRequestUpdatesRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPEN311_CATALOGUE } from '../../test/open311-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';

const ID = '01a2207d-c98d-7473-8766-bf755ce90ecd';
const BASE = '/open311/v2';

const askedUpdates: ListRequestUpdatesRequest[] = [];
let running: RunningPages;
beforeAll(async () => {
  running = await runPages({
    ListCategories: () => OPEN311_CATALOGUE,
    ListRequests: () => ListRequestsResponse.fromPartial({ requests: [{ requestId: ID }] }),
    ListRequestUpdates: (request) => {
      askedUpdates.push(request as ListRequestUpdatesRequest);
      const update = { requestId: ID, version: 3, recordedTime: new Date('2026-11-21T08:00:00.456Z') };
      const closed = { ...update, version: 4, state: IncidentState.CLOSED };
      return ListRequestUpdatesResponse.fromPartial({ updates: [{ ...update, state: IncidentState.TRIAGED }, closed] });
    },
  });
});
afterAll(() => running.stop());

test('updates are what published requests reached, filtered by request and time, and paged', async () => {
  const path = `/servicerequestupdates.json?service_request_id=${ID}&start_date=2026-11-01T00:00:00Z&page=2&page_size=5`;
  const updates = [
    {
      update_id: `${ID}-3`,
      service_request_id: ID,
      status: 'open',
      updated_datetime: '2026-11-21T08:00:00Z',
      description: 'reviewed',
      media_url: null,
    },
    expect.objectContaining({ update_id: `${ID}-4`, status: 'closed', description: 'closed' }),
  ];
  expect(JSON.parse(await running.text(`${BASE}${path}&lang=en`))).toEqual(updates);
  const recordedFrom = new Date('2026-11-01T00:00:00Z');
  expect(askedUpdates).toMatchObject([{ requestIds: [ID], recordedFrom, pageSize: 5, skip: 5 }]);
  const xml = await running.text(`${BASE}/servicerequestupdates.xml`);
  expect(xml).toContain(`<service_request_updates><request_update><update_id>${ID}-3</update_id>`);
  expect((await running.get(`${BASE}/servicerequestupdates.json?end_date=x`)).status).toBe(400);
});

test('updates are not sent here, so discovery does not promise it', async () => {
  const body = new URLSearchParams({ service_request_id: ID, description: 'x', status: 'closed' });
  const sent = await fetch(`${running.url}${BASE}/servicerequestupdates.json`, { method: 'POST', body });
  expect([sent.status, sent.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  expect(await sent.json()).toEqual([{ code: 405, description: expect.stringContaining('can only be read') }]);
  for (const path of ['/open311/discovery.xml', `${BASE}/discovery.xml`, `${BASE}/discovery.json`]) {
    expect(await running.text(path)).not.toMatch(/Open311-FMS|update/i);
  }
});

test('an address without an ending answers in the format that is asked for, XML by default', async () => {
  const typeOf = async (path: string, accept?: string) =>
    (await running.get(`${BASE}${path}`, accept === undefined ? {} : { Accept: accept })).headers.get('content-type');
  expect(await typeOf('/services')).toBe('text/xml; charset=utf-8');
  expect(await typeOf('/services', 'application/json, text/xml;q=0.5')).toBe('application/json; charset=utf-8');
  expect(await typeOf('/services', 'text/html,application/xhtml+xml,application/json')).toBe('text/xml; charset=utf-8');
  expect(await typeOf('/services.xml', 'application/json')).toBe('text/xml; charset=utf-8');
  expect(await typeOf(`/requests/${ID}`, 'application/json')).toBe('application/json; charset=utf-8');
  expect(await typeOf('/nothing', 'application/json')).toBe('application/json; charset=utf-8');
  expect((await running.get(`${BASE}/services`)).headers.get('vary')).toContain('Accept');
});

import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListNearbyRequestsRequest,
  PublicRequestServiceService as Requests,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { INFRASTRUCTURE, ACCESS_BARRIER, FIRE } = IncidentCategory;
/** In the middle of a cell. */
const POINT = { latitude: 49.2335, longitude: 28.46775 };
const NARRATIVE = 'канарка';

let intake: RunningIntake;
let requests: ReturnType<typeof client>;
const client = (from?: 'statistics' | 'nats') => testClient(Requests, intake.port, from);
beforeAll(async () => {
  intake = await runIntake();
  requests = client();
});
afterAll(async () => {
  requests.close();
  await intake.stop();
});

async function report(category: IncidentCategory, north: number): Promise<string> {
  const { incidentId } = await intake.report({
    report: {
      ...fire({ category, hromadaCode: VINNYTSIA, description: NARRATIVE }),
      location: { latitude: POINT.latitude + north + 0.0003, longitude: POINT.longitude - 0.0004 },
    },
  });
  return incidentId;
}

const ask = (more: Partial<ListNearbyRequestsRequest> = {}) =>
  requests.listNearbyRequests(
    ListNearbyRequestsRequest.fromPartial({ category: INFRASTRUCTURE, point: POINT, ...more }),
  );
const near = async (more: Partial<ListNearbyRequestsRequest> = {}) =>
  (await ask(more)).requests.map(({ request, distanceMetres }) => [request?.requestId, distanceMetres]);

test('open requests of the category come with a rounded distance, and without their exact place', async () => {
  const far = await report(INFRASTRUCTURE, 0.01);
  const next = await report(INFRASTRUCTURE, 0.002);
  const here = await report(INFRASTRUCTURE, 0);
  await report(ACCESS_BARRIER, 0);
  await report(FIRE, 0);
  const ours = async (more: Partial<ListNearbyRequestsRequest> = {}) =>
    (await near(more)).filter(([id]) => [far, next, here].includes(String(id)));
  expect(await ours()).toEqual([
    [here, 0],
    [next, 200],
  ]);
  expect(await ours({ radiusMetres: 100 })).toEqual([[here, 0]]);
  expect(await ours({ radiusMetres: 2_000 })).toHaveLength(3);
  expect(await near({ category: FIRE })).toEqual([]);
  const text = JSON.stringify(await ask(), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  expect(text).not.toContain(NARRATIVE);
  // The middle of its cell, with no more digits than that needs.
  expect(text).toContain('"cell":{"latitude":49.2335,"longitude":28.46775}');
  expect(text).not.toMatch(/49\.233[^5]|49\.2335\d|28\.4673/);
  const course = courseCalls(intake);
  await course.reject(here);
  course.end();
  expect(await ours()).toEqual([[next, 200]]);
});

test('every invalid field is named, and callers without the scope are refused', async () => {
  const fields = async (more: Partial<ListNearbyRequestsRequest>) => (await refusalOf(ask(more))).fields;
  expect(await fields({ category: 99 as IncidentCategory, radiusMetres: 99, point: undefined })).toEqual([
    'category',
    'radius_metres',
    'point',
  ]);
  expect(await fields({ radiusMetres: 2_001, point: { latitude: 0, longitude: Number.NaN } })).toEqual([
    'radius_metres',
    'point',
  ]);
  const unprivileged = client('nats');
  const refused = unprivileged.listNearbyRequests(ListNearbyRequestsRequest.fromPartial({ point: POINT }));
  expect(await refusalOf(refused)).toMatchObject({ code: 'PERMISSION_DENIED' });
  unprivileged.close();
});

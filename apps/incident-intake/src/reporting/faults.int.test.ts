import { randomUUID } from 'node:crypto';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { allPublished } from '../../test/all-published.ts';
import { fire, header, row } from '../../test/messages.ts';
import { runIntakeOnLine, type IntakeOnLine } from '../../test/running-intake.ts';

const MAX_QUEUE = 100;
/** One batch of the store. */
const UNDER_WAY = 256;

let intake: IntakeOnLine;
beforeAll(async () => {
  intake = await runIntakeOnLine({ longestQueue: MAX_QUEUE });
});
afterEach(() => intake.line.restore());
afterAll(() => intake.stop());

const UNAVAILABLE = { code: 'UNAVAILABLE', reason: 'UNAVAILABLE', retryAfterMs: 1_000 };

test('without its database it accepts nothing, returns a retry delay, and recovers', async () => {
  const requests = Array.from({ length: 20 }, () => ({ requestId: randomUUID(), report: fire() }));
  const before = await intake.counts();
  intake.line.cut();
  const told = await Promise.all(requests.map((request) => refusalOf(intake.report(request))));
  for (const each of told) expect(each).toMatchObject(UNAVAILABLE);
  expect(await refusalOf(intake.list())).toMatchObject(UNAVAILABLE);
  expect(await refusalOf(intake.get(randomUUID()))).toMatchObject(UNAVAILABLE);
  expect(await refusalOf(intake.send([header(randomUUID()), row(1)]))).toMatchObject(UNAVAILABLE);
  expect(await intake.counts()).toEqual(before);

  intake.line.restore();
  await Promise.all(requests.map((request) => eventually(() => intake.report(request))));
  const { incidents, events } = before;
  expect(await intake.counts()).toMatchObject({ incidents: incidents + 20, events: events + 20 });
});

test('on an unstable connection, what was answered is stored, and what is stored is found', async () => {
  const flicker = setInterval(() => {
    intake.line.cut();
    setTimeout(() => intake.line.restore(), 15);
  }, 60);
  const requests = Array.from({ length: 150 }, () => ({ requestId: randomUUID(), report: fire() }));
  const before = await intake.counts();
  const answered = await Promise.all(
    requests.map(async (request, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 5));
      return intake.report(request).then(
        ({ incidentId }) => incidentId,
        () => undefined,
      );
    }),
  );
  clearInterval(flicker);
  await eventually(() => intake.list({ pageSize: 1 }));
  const again = await Promise.all(requests.map((request) => eventually(() => intake.report(request))));
  for (const [index, incidentId] of answered.entries()) {
    if (incidentId !== undefined) expect(again[index]?.incidentId).toBe(incidentId);
  }
  expect(answered.filter((incidentId) => incidentId === undefined).length).toBeGreaterThan(0);
  const { incidents, events, requests: kept } = before;
  expect(await intake.counts()).toEqual({
    incidents: incidents + requests.length,
    events: events + requests.length,
    requests: kept + requests.length,
  });
});

test('without the broker it accepts reports and publishes them later', async () => {
  await intake.nats.kill();
  const before = await intake.counts();
  await Promise.all(Array.from({ length: 20 }, () => intake.report({ report: fire() })));
  expect(await intake.counts()).toMatchObject({ incidents: before.incidents + 20, events: before.events + 20 });
  await intake.nats.restart();
  await allPublished(intake);
});

test('rejects calls above its capacity at once with a retry delay', async () => {
  await intake.report({ report: fire() });
  const before = await intake.counts();
  intake.line.blackhole();
  const calls = Array.from({ length: 500 }, () => intake.report({ report: fire() }));
  const settled = calls.map((call) => refusalOf(call).catch(() => undefined));
  const first = await Promise.race(settled);
  expect(first).toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  expect(first?.retryAfterMs).toBeGreaterThanOrEqual(500);

  intake.line.restore();
  const refused = (await Promise.all(settled)).filter((told) => told !== undefined);
  expect(refused.length).toBeGreaterThanOrEqual(500 - MAX_QUEUE - UNDER_WAY);
  for (const told of refused) expect(told).toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  expect((await intake.counts()).incidents).toBe(before.incidents + 500 - refused.length);
});

test('neither routes nor rejects until its data is loaded', async () => {
  // It still listens after a moment, and a caller that does not check its health reaches it.
  await intake.restartCutOff();
  for (const report of [fire(), fire({ hromadaCode: 'UA-LISTED-SINCE' })]) {
    const refusal = await refusalOf(intake.report({ report }));
    expect(refusal).toMatchObject({ ...UNAVAILABLE, message: 'the service is starting' });
  }
  intake.line.restore();
  await intake.ready();
  await intake.report({ report: fire() });
});

import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TOKEN } from '../../test/report-answers.ts';
import { LAST_STEP, MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';
import { BackendError } from '../backend/module.ts';

let reports: RunningReports;
beforeAll(async () => {
  reports = await runReports();
});
afterAll(() => reports.stop());
beforeEach(() => {
  reports.sent.length = 0;
});

test('what is sent twice has one id, and a contact is sent in the form of the services', async () => {
  const visitor = await reports.upToLast('en');
  const before = visitor.text;
  await visitor.send(LAST_STEP);
  const again = await visit(`${reports.url}/en/report`);
  const [, form = ''] = /name="form" value="([^"]*)"/.exec(before) ?? [];
  await again.send({ form, step: 'details', ...LAST_STEP });
  expect(again.text).toContain(TOKEN);
  expect(new Set(reports.sent.map(({ requestId }) => requestId)).size).toBe(1);
  expect(reports.sent).toHaveLength(2);
  expect(reports.sent[0]?.report?.reporter).toEqual({ fullName: 'Ївга', phone: '+380501234567' });
  expect(reports.sent[0]?.report?.description).toBe('Глибока\nяма');
});

test('a report that looks like a program’s is not lost: it can be sent again', async () => {
  const visitor = await reports.upToLast();
  await visitor.send({ ...LAST_STEP, website: 'https://example.org' });
  expect([visitor.status, reports.sent.length]).toEqual([400, 0]);
  expect(visitor.text).toMatch(/>\s*Глибока\r?\nяма<\/textarea>/);
  await visitor.send({ ...LAST_STEP, website: '' });
  expect(visitor.text).toContain(TOKEN);
  const fast = await reports.upToLast();
  reports.pass(-58_000);
  await fast.send(LAST_STEP);
  expect([fast.status, reports.sent.length]).toEqual([400, 1]);
  reports.pass(5_000);
  await fast.send(LAST_STEP);
  expect(fast.text).toContain(TOKEN);
});

test('when it is unknown whether a report arrived, it is sent again under its id', async () => {
  const visitor = await reports.upToLast();
  reports.failNext(new BackendError('unavailable'));
  await visitor.send(LAST_STEP);
  expect([visitor.status, visitor.text.includes(TOKEN)]).toEqual([503, false]);
  await visitor.send(LAST_STEP);
  expect(visitor.text).toContain(TOKEN);
  expect(new Set(reports.sent.map(({ requestId }) => requestId)).size).toBe(1);
});

test('another report from a form that was used gets an id of its own, and what the service refuses is asked again', async () => {
  const visitor = await reports.upToLast();
  reports.failNext(new BackendError('refused', { reason: 'REQUEST_ID_REUSED' }));
  await visitor.send(LAST_STEP);
  expect(visitor.status).toBe(409);
  reports.failNext(new BackendError('invalid', { violations: [{ field: 'report.location', rule: 'must be given' }] }));
  await visitor.send(LAST_STEP);
  expect([visitor.status, visitor.title]).toEqual([400, expect.stringContaining('Де це сталося?')]);
  expect(new Set(reports.sent.map(({ requestId }) => requestId)).size).toBe(2);
});

test('no step can be skipped', async () => {
  for (const step of ['details', 'again', 'nonsense']) {
    const visitor = await visit(`${reports.url}/report`);
    reports.pass(MINUTE);
    await visitor.send({ step, ...LAST_STEP });
    expect([visitor.title, reports.sent.length]).toEqual([expect.stringContaining('Що сталося?'), 0]);
    await visitor.send({ step: 'category', to: 'details' });
    expect(visitor.title).toContain('Що сталося?');
    await visitor.send({ step: 'category', category: 'infrastructure' });
    await visitor.send({ step, ...LAST_STEP });
    expect([visitor.title, reports.sent.length]).toEqual([expect.stringContaining('Де це сталося?'), 0]);
  }
  const visitor = await reports.upToLast();
  await visitor.send({ step: 'again' });
  expect([visitor.title, reports.sent.length]).toEqual([expect.stringContaining('Що саме сталося?'), 0]);
});

test('a form that is too old or was changed starts again', async () => {
  const visitor = await reports.upToLast();
  reports.pass(25 * 60 * MINUTE);
  await visitor.send(LAST_STEP);
  expect([visitor.status, visitor.title, reports.sent.length]).toEqual([
    400,
    expect.stringContaining('Що сталося?'),
    0,
  ]);
});

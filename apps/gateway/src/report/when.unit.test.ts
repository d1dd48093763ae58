import { visit, type Visitor } from '@safe-community/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BackendError } from '../backend/module.ts';
import { LAST_STEP, MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';
import { fieldsOfWhen, readWhen } from './when.ts';

/** Noon in Kyiv. */
const NOW = new Date('2026-11-28T10:00:00Z');
const read = (is: string, day = '', time = '', now = NOW) =>
  readWhen((name) => ({ 'a-when-is': is, 'a-when-day': day, 'a-when-time': time })[name] ?? '', now);

describe('what the fields mean', () => {
  test.each([
    ['', '', '', undefined],
    ['now', '', '', undefined],
    ['x', '', '', undefined],
    ['2026-11-28', '', '09:30', '2026-11-28T07:30:00Z'],
    ['2026-11-28', '', ' 9.30 ', '2026-11-28T07:30:00Z'],
    ['2026-11-28', '', '12:00', '2026-11-28T10:00:00Z'],
    // A draft of yesterday.
    ['2026-11-27', '', '23:59', '2026-11-27T21:59:00Z'],
    ['other', '2026-07-01', '09:30:00', '2026-07-01T06:30:00Z'],
    ['other', '1.7.2026', '09:30', '2026-07-01T06:30:00Z'],
    ['other', '01/07/2026', '09:30', '2026-07-01T06:30:00Z'],
    // Without pressing "another day".
    ['', '2026-07-01', '09:30', '2026-07-01T06:30:00Z'],
    ['other', '1991-01-01', '03:00', '1991-01-01T00:00:00Z'],
    // The hour that autumn has twice.
    ['other', '2026-10-25', '03:30', '2026-10-25T00:30:00Z'],
  ])('"%s", "%s", "%s" is %s', (is, day, time, expected) => {
    expect(read(is, day, time)).toEqual(expected === undefined ? {} : { occurredAt: new Date(expected) });
  });

  test.each([
    ['2026-11-28', '', '', 'a-when-time', 'whenTime'],
    ['2026-11-28', '', '25:00', 'a-when-time', 'whenTime'],
    ['2026-11-28', '', '12:02', 'a-when-time', 'whenFuture'],
    ['', '', '09:30', 'a-when-day', 'whenDay'],
    ['other', '', '09:30', 'a-when-day', 'whenDay'],
    ['other', '2026-02-30', '09:30', 'a-when-day', 'whenDay'],
    ['other', '2026-11-29', '09:30', 'a-when-day', 'whenFuture'],
    ['other', '1990-12-31', '09:30', 'a-when-day', 'whenOld'],
    ['other', '0001-01-01', '09:30', 'a-when-day', 'whenOld'],
    ['other', '2026-07-01', '', 'a-when-time', 'whenTime'],
    // The hour that spring leaves out.
    ['other', '2026-03-29', '03:30', 'a-when-time', 'whenTime'],
  ])('"%s", "%s", "%s" is wrong in %s: %s', (is, day, time, field, rule) => {
    expect(read(is, day, time)).toEqual({ problem: { field, rule } });
  });

  test('a time comes back as it was entered', () => {
    const minutes = fc.integer({ min: Date.parse('1991-01-01T00:00:00Z') / MINUTE, max: NOW.getTime() / MINUTE });
    fc.assert(
      fc.property(minutes, (minute) => {
        const occurredAt = new Date(minute * MINUTE);
        const fields = fieldsOfWhen(occurredAt);
        const { occurredAt: again } = readWhen((name) => fields[name] ?? '', NOW);
        expect(fieldsOfWhen(again)).toEqual(fields);
      }),
    );
  });
});

describe('in the form', () => {
  let reports: RunningReports;
  beforeAll(async () => {
    reports = await runReports();
  });
  afterAll(() => reports.stop());
  beforeEach(() => {
    reports.sent.length = 0;
  });

  async function upToDetails(thing: string, path = '/report'): Promise<Visitor> {
    const visitor = await visit(`${reports.url}${path}`);
    await visitor.send({ thing });
    await visitor.send({ q: 'Якушинці' });
    if (visitor.text.includes('name="same"')) await visitor.send({});
    reports.pass(MINUTE);
    return visitor;
  }

  const sentTime = () => reports.sent[0]?.report?.occurredTime;

  test('nobody has to say when: it is now', async () => {
    const visitor = await upToDetails('pothole');
    expect(visitor.text).toMatch(/<details class="field" *>\s*<summary class="button second">Сталося раніше\?/);
    expect(visitor.text).toMatch(/name="a-when-is"\s+type="radio"\s+value=""\s+checked/);
    await visitor.send({ 'a-when-is': '' });
    expect([reports.sent.length, sentTime()]).toEqual([1, undefined]);
  });

  test('a time is checked, and sent', async () => {
    const visitor = await upToDetails('pothole', '/en/report');
    await visitor.send({ 'a-when-is': 'other', 'a-when-day': '2026-12-24', 'a-when-time': '09:30' });
    expect([visitor.status, visitor.text.includes('<a href="#a-when-day">That time has not come yet.')]).toEqual([
      400,
      true,
    ]);
    expect(visitor.text).toMatch(/<details class="field" open>/);
    expect(visitor.text).toMatch(/id="a-when-day"\s+name="a-when-day"\s+type="date"[^>]*value="2026-12-24"/);
    await visitor.send({ 'a-when-is': 'other', 'a-when-day': '2026-11-27', 'a-when-time': '09:30' });
    expect(reports.sent[0]?.report?.occurredTime).toEqual(new Date('2026-11-27T07:30:00Z'));
  });

  test('what is typed and not finished is kept on the way back', async () => {
    const visitor = await upToDetails('pothole');
    await visitor.send({ to: 'place', 'a-when-is': 'other', 'a-when-time': 'зранку' });
    await visitor.send({ q: 'Якушинці' });
    expect(visitor.text).toMatch(/name="a-when-time"[^>]*value="зранку"/);
    expect(visitor.text).toMatch(/value="other"\s+checked/);
  });

  test('another thing keeps the time', async () => {
    const visitor = await upToDetails('pothole');
    await visitor.send({ to: 'category', 'a-when-is': 'other', 'a-when-day': '2026-11-27', 'a-when-time': '09:30' });
    await visitor.send({ thing: 'street_light' });
    await visitor.send({});
    expect(visitor.text).toMatch(/name="a-when-day"[^>]*value="2026-11-27"/);
  });

  test('of a sensitive report no time comes back, and what is left alone stays', async () => {
    const visitor = await upToDetails('bullying');
    await visitor.send({ to: 'place', 'a-when-is': '', description: '' });
    await visitor.send({ q: '' });
    expect([visitor.title.includes('Що ще варто знати?'), visitor.text.includes('Введене тут раніше')]).toEqual([
      true,
      false,
    ]);
    await visitor.send({ to: 'place', 'a-when-is': 'other', 'a-when-day': '2026-11-27', 'a-when-time': '09:30' });
    await visitor.send({ q: '' });
    expect(visitor.text).toContain('Введене тут раніше збережено, але не показано');
    expect(visitor.text).not.toMatch(/2026-11-27|09:30|checked/);
    await visitor.send({ description: '' });
    expect(sentTime()).toEqual(new Date('2026-11-27T07:30:00Z'));
  });

  test('a time that the service refuses is asked for again', async () => {
    const visitor = await reports.upToLast();
    reports.failNext(
      new BackendError('invalid', { violations: [{ field: 'report.occurred_time', rule: 'must be a time' }] }),
    );
    await visitor.send(LAST_STEP);
    expect([visitor.status, visitor.title]).toEqual([400, expect.stringContaining('Що саме сталося?')]);
  });
});

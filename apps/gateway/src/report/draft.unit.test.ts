import { visit, type Visitor } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEAL } from '../../test/running-pages.ts';
import { LAST_STEP, MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';
import type { Draft } from './report.ts';

let reports: RunningReports;
beforeAll(async () => {
  reports = await runReports();
});
afterAll(() => reports.stop());

/** What the page lets a browser keep. */
function draftOn({ text }: Visitor) {
  const [, form = ''] = /data-draft="([^"]*)"/.exec(text) ?? [];
  const [, id] = /data-id="([^"]*)"/.exec(text) ?? [];
  return { form, id, opened: SEAL.open('report/2', form) as Draft | undefined };
}

test('the details can be kept with category and place, never with a contact, also one that was typed before', async () => {
  const visitor = await reports.upToLast();
  await visitor.send({ ...LAST_STEP, name: 'Явдоха', phone: '067 765 43 21', to: 'place' });
  expect(draftOn(visitor).form).toBe('');
  await visitor.send({ q: 'Якушинці' });
  const { opened } = draftOn(visitor);
  expect(Object.keys(opened ?? {}).toSorted()).toEqual(['address', 'answers', 'requestId', 'startedAt']);
  expect(Object.keys(opened?.answers ?? {}).toSorted()).toEqual(['category', 'isNearbySeen', 'place']);
  expect(JSON.stringify(opened)).not.toMatch(/Явдоха|067|contact/);
  // The form of the page has it still, so that nobody has to type it again.
  expect(visitor.text).toContain('value="Явдоха"');
});

test('nor with one that was given with something wrong', async () => {
  const visitor = await reports.upToLast();
  await visitor.send({ ...LAST_STEP, 'a-object_code': 'not a code' });
  const { opened } = draftOn(visitor);
  expect([visitor.status, opened?.answers.category]).toEqual([400, 'infrastructure']);
  expect(JSON.stringify(opened)).not.toMatch(/Ївга|0501234567|contact/);
});

test('a draft continues at the details, in either language, and sends the report that it belongs to', async () => {
  const visitor = await reports.upToLast();
  const { form, id } = draftOn(visitor);
  const later = await visit(`${reports.url}/en/report`);
  expect(later.text).toMatch(/data-draft-offer="[^"]+"\s+data-action="\/en\/report"/);
  await later.send({ form, to: 'details' });
  expect([later.status, later.title, draftOn(later).id]).toEqual([200, expect.stringContaining('What exactly'), id]);
  await later.send(LAST_STEP);
  expect(later.text).toContain(`data-draft-sent="${id}"`);
  await visitor.send(LAST_STEP);
  expect(new Set(reports.sent.map(({ requestId }) => requestId)).size).toBe(1);
});

test('a draft that is older than a day cannot be continued', async () => {
  const visitor = await reports.upToLast();
  const { form } = draftOn(visitor);
  reports.pass(24 * 60 * MINUTE);
  const later = await visit(`${reports.url}/report`);
  await later.send({ form, to: 'details' });
  expect([later.status, later.title]).toEqual([400, expect.stringContaining('Що сталося?')]);
});

test('the first page offers no draft once a sensitive category was chosen', async () => {
  const visitor = await visit(`${reports.url}/report`);
  for (const part of ['data-draft-offer', '/assets/draft-']) expect(visitor.text).toContain(part);
  await visitor.send({ category: 'domestic_violence' });
  await visitor.send({ step: 'place', to: 'category' });
  expect(visitor.title).toContain('Що сталося?');
  expect(visitor.text).not.toMatch(/data-draft|\/assets\/draft-/);
});

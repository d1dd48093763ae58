import { visit, type Visitor } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEAL } from '../../test/running-pages.ts';
import { MINUTE, runReports, type RunningReports } from '../../test/running-reports.ts';
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

test('the details can be kept with category and place, never with the contact, also after it was given', async () => {
  const visitor = await reports.upToCheck();
  expect(draftOn(visitor).form).toBe('');
  await visitor.send({ step: 'check', to: 'details' });
  const { opened } = draftOn(visitor);
  expect(opened?.answers.category).toBe('infrastructure');
  expect(opened?.answers.place).toBeDefined();
  expect(JSON.stringify(opened)).not.toMatch(/Ївга|380501234567|contact/);
});

test('nor is a contact that was typed and not finished', async () => {
  const visitor = await reports.upToCheck();
  await visitor.send({ step: 'check', to: 'contact' });
  await visitor.send({ step: 'contact', to: 'details', contact: 'open', name: 'Явдоха', phone: '067 765 43 21' });
  const { opened } = draftOn(visitor);
  expect(Object.keys(opened ?? {}).toSorted()).toEqual(['address', 'answers', 'requestId', 'startedAt']);
  expect(Object.keys(opened?.answers ?? {}).toSorted()).toEqual(['category', 'details', 'isNearbySeen', 'place']);
  expect(JSON.stringify(opened)).not.toMatch(/Явдоха|Ївга|067|0501234567|contact/);
  // The form of the page has it still: whoever goes on need not type it again.
  await visitor.send({ step: 'details', 'a-infrastructure_kind': 'road_pit' });
  expect(visitor.text).toContain('value="Явдоха"');
});

test('a draft continues at the details, in either language, and sends the report that it belongs to', async () => {
  const visitor = await reports.upToCheck();
  await visitor.send({ step: 'check', to: 'details' });
  const { form, id } = draftOn(visitor);
  const later = await visit(`${reports.url}/en/report`);
  expect(later.text).toMatch(/data-draft-offer="[^"]+"\s+data-action="\/en\/report"/);
  await later.send({ form, to: 'details' });
  expect([later.status, later.title, draftOn(later).id]).toEqual([200, expect.stringContaining('What exactly'), id]);
  await later.send({ 'a-infrastructure_kind': 'road_pit', step: 'details' });
  await later.send({ contact: 'anonymous' });
  reports.pass(MINUTE);
  await later.send({ step: 'check' });
  expect(later.text).toContain(`data-draft-sent="${id}"`);
  await visitor.send({ step: 'check', to: 'check' });
  await visitor.send({ step: 'check' });
  expect(new Set(reports.sent.map(({ requestId }) => requestId)).size).toBe(1);
});

test('a draft that is older than a day cannot be continued', async () => {
  const visitor = await reports.upToCheck();
  await visitor.send({ step: 'check', to: 'details' });
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

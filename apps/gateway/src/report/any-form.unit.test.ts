import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '@safe-community/testkit';
import { REPORT_ANSWERS } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { STEPS } from './report.ts';

// Every field of every form, at every step, with any text: never an error of ours, and nothing comes back but the values of
// fields.

let pages: RunningPages;
let time = new Date('2026-11-28T10:00:00Z').getTime();
/** Sealed drafts, one before each step: of an open category, and of a sensitive one. */
const drafts: string[] = [];
beforeAll(async () => {
  pages = await runPages(REPORT_ANSWERS, { clock: () => new Date(time) });
  for (const [category, field, value] of [
    ['infrastructure', 'a-infrastructure_kind', 'road_pit'],
    ['domestic_violence', 'a-violence_forms', 'physical'],
  ] as const) {
    const visitor = await visit(`${pages.url}/report`);
    const keep = () => drafts.push(/name="form" value="([^"]*)"/.exec(visitor.text)?.[1] ?? '');
    keep();
    for (const typed of [
      { category },
      { q: 'Миколаївка, Сумська' },
      { q: 'Якушинці', step: 'place' },
      { [field]: value },
    ]) {
      await visitor.send(typed);
      keep();
    }
    if (visitor.text.includes('value="nearby"')) await visitor.send({});
    await visitor.send({ contact: 'anonymous' });
    keep();
  }
  time += 60_000;
});
afterAll(() => pages.stop());

const RUNS = { numRuns: 300 };
/** In every text that a visitor sends, and in nothing that a page says. */
const MARK = 'qzx7';

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('<', '>', '"', "'", '&', '\r', '\n', '%', '/', '\0', '\u202e', '</textarea>', '{{', '}}', ','),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 60,
  })
  .map((each) => `${MARK}${each}${MARK}`.toWellFormed());
const FIELDS = [
  ...['category', 'q', 'code', 'description', 'same', 'contact', 'name', 'phone', 'website', 'to', 'point', 'token'],
  ...[
    'a-infrastructure_kind',
    'a-object_code',
    'a-school',
    'a-violence_forms',
    'a-weapon',
    'add',
    'reopen',
    '__proto__',
  ],
];
const known = fc.constantFrom(
  'infrastructure',
  'domestic_violence',
  'Миколаївка',
  '49.2331,28.4682',
  'open',
  'true',
  '',
);
const body = fc.record({
  step: fc.oneof(fc.constantFrom(...STEPS, 'choose', 'add', 'confirm', 'reopen', 'open'), text),
  form: fc.oneof(
    fc.nat().map((index) => drafts[index % drafts.length] ?? ''),
    text,
  ),
  fields: fc.array(fc.tuple(fc.constantFrom(...FIELDS), fc.oneof(text, text, known)), { maxLength: 8 }),
});

test('no form makes a page fail, and no text of it comes back but as the value of a field', async () => {
  const address = fc.constantFrom('/report', '/en/report', '/track', '/en/track', '/officer', '/en/officer');
  await fc.assert(
    fc.asyncProperty(address, body, async (path, { step, form, fields }) => {
      const sent = new URLSearchParams([['step', step], ['form', form], ...fields]);
      const response = await fetch(`${pages.url}${path}`, { method: 'POST', body: sent });
      expect([200, 400, 409, 503]).toContain(response.status);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(JSON.stringify([...response.headers])).not.toContain(MARK);
      const page = await response.text();
      expect(withoutValues(page)).not.toContain(MARK);
      // What is escaped in a field ends where the field ends.
      expect(page.match(/<main /g)).toHaveLength(1);
      expect(page).toMatch(/<\/main>\s*<footer>[^]*<\/html>\s*$/);
    }),
    RUNS,
  );
  expect(pages.log.join('')).not.toContain(MARK);
  expect(pages.log.join('')).not.toContain('because of a bug');
});

/** A page without the values of its inputs and the texts of its textareas. */
function withoutValues(page: string): string {
  return page.replaceAll(/ value="[^"]*"/g, '').replaceAll(/(<textarea[^>]*>)[^<]*(<\/textarea>)/g, '$1$2');
}

test.each([
  ['multipart/form-data; boundary=x', '--x\r\n', 415],
  ['application/json', '{}', 415],
  ['application/x-www-form-urlencoded', `form=${'x'.repeat(70_000)}`, 413],
  ['application/x-www-form-urlencoded', '%%%&=&&=x&form', 400],
])('a body of type %s that is no form of ours is answered with %d', async (type, sent, status) => {
  const response = await fetch(`${pages.url}/report`, {
    method: 'POST',
    body: sent,
    headers: { 'Content-Type': type },
  });
  expect(response.status).toBe(status);
  expect(await response.text()).toContain('href="tel:112"');
});

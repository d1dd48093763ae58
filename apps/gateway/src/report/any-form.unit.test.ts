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
/** Sealed drafts of an open category and of a sensitive one, by the step that they are at. */
const drafts: { readonly step: string; readonly form: string }[] = [];
beforeAll(async () => {
  pages = await runPages(REPORT_ANSWERS, { clock: () => new Date(time) });
  for (const [chosen, field, value] of [
    [{ category: 'infrastructure' }, 'a-infrastructure_kind', 'road_pit'],
    [{ thing: 'pothole' }, 'description', 'Яма'],
    [{ category: 'domestic_violence' }, 'a-violence_forms', 'physical'],
  ] as const) {
    const visitor = await visit(`${pages.url}/report`);
    const keep = () => {
      const [, form = ''] = /name="form" value="([^"]*)"/.exec(visitor.text) ?? [];
      const step = [...visitor.text.matchAll(/name="step" value="([^"]*)"/g)].at(-1)?.[1] ?? '';
      drafts.push({ step, form });
    };
    keep();
    for (const typed of [chosen, { q: 'Миколаївка, Сумська' }, { q: 'Якушинці', step: 'place' }]) {
      await visitor.send(typed);
      keep();
    }
    if (visitor.text.includes('value="nearby"')) await visitor.send({});
    keep();
    // Answered, and not sent.
    await visitor.send({ [field]: value, website: 'x' });
    keep();
  }
  time += 60_000;
  // Three reports to their ends, and the names of all places are read first.
}, 90_000);
afterAll(() => pages.stop());

const RUNS = { numRuns: 300 };
/** In every text that a visitor sends, and in nothing that a page says. */
const MARK = 'qzx7';

const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom('<', '>', '"', "'", '&', '\r', '\n', '%', '/', '\0', '\u202e', ','),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});
const hostile = fc.constantFrom('"><i>', '</textarea><i>', "' onclick='", '\r\nSet-Cookie: a=b\r\n', '${1}', '&quot;');
const text = fc.oneof(anything, hostile).map((each) => `${MARK}${each}${MARK}`.toWellFormed());
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  category: ['what', 'thing', 'category'],
  place: ['q', 'landmark'],
  choose: ['code'],
  details: [
    'description',
    'a-infrastructure_kind',
    'a-object_code',
    'a-school',
    'a-violence_forms',
    'a-weapon',
    'name',
    'phone',
    'no-contact',
    'website',
  ],
  nearby: ['same'],
  track: ['token', 'add', 'reopen', 'confirm'],
  officer: ['point'],
  any: ['step', 'form', 'to', '__proto__', 'constructor', ''],
};
const ALL_FIELDS = Object.values(FIELDS).flat();
const known = fc.constantFrom(
  'infrastructure',
  'pothole',
  'яма',
  'other',
  'Миколаївка',
  '49.2331,28.4682',
  'open',
  'true',
  'place',
  '',
);
const value = fc.oneof({ weight: 3, arbitrary: text }, known);
type Field = [string, string];
const fieldsAmong = (names: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...names), value) as fc.Arbitrary<Field>, { minLength: 1, maxLength: 6 });

/** A form at its step with its own fields, or anything. */
const sent = fc.nat().chain((index) => {
  const { step, form } = drafts[index % drafts.length] ?? { step: 'category', form: '' };
  const head: Field[] = [
    ['step', step],
    ['form', form],
  ];
  const own = fc
    .tuple(...(FIELDS[step] ?? ['q']).map((name) => value.map((each): Field => [name, each])))
    .map((fields) => [...head, ...fields]);
  const any = fieldsAmong(ALL_FIELDS).map((fields): Field[] => [['form', form], ...fields]);
  // With nothing that is wrong, so that a report is sent.
  const plain = fc.constant<Field[]>([...head, ['step', step === 'details' ? 'again' : step]]);
  return fc.oneof({ weight: 3, arbitrary: own }, any, plain);
});

test('no form makes a page fail, and no text of it comes back but as the value of a field', async () => {
  const address = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('/report', '/en/report') },
    fc.constantFrom('/track', '/en/track', '/officer', '/en/officer'),
  );
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(address, sent, async (path, fields) => {
      const response = await fetch(`${pages.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
      expect([200, 400, 409, 503]).toContain(response.status);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(JSON.stringify([...response.headers])).not.toContain(MARK);
      const page = await response.text();
      seen.add(/<h1>([^<]*)<\/h1>/.exec(page)?.[1] ?? '');
      expect(withoutValues(page)).not.toContain(MARK);
      // What is escaped in a field ends where the field ends.
      expect(page.match(/<main /g)).toHaveLength(1);
      expect(page).toMatch(/<\/main>\s*<footer>[^]*<\/html>\s*$/);
    }),
    RUNS,
  );
  // Every step was reached, and a report was sent.
  expect(seen.size).toBeGreaterThanOrEqual(STEPS.length + 2);
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

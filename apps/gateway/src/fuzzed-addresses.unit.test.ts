import { visit } from '@safe-community/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS, VINNYTSIA } from '../test/answers.ts';
import { learnNames } from '../test/learnt-names.ts';
import { TOKEN } from '../test/report-answers.ts';
import { runPages, type RunningPages } from '../test/running-pages.ts';
import { LANGUAGES, pathIn } from './site/module.ts';

// Every page and endpoint, with any text in every parameter and field that it asks for.

const RUNS = { numRuns: 600 };
/** In every text that is invented, and in nothing that an answer may say. */
const MARK = 'qzx7';

interface Route {
  readonly path: string;
  readonly takesForms: boolean;
  readonly isPage: boolean;
}

const names = learnNames();
const routes: Route[] = [];
type Form = ReadonlyMap<string, readonly string[]>;
/** Forms that pages have shown, by path and by the names of their fields: the newest of each, with the values that it offers. */
const shown = new Map<string, Map<string, Form>>();
let pages: RunningPages;
beforeAll(async () => {
  let now = new Date('2026-11-28T10:00:00Z').getTime();
  pages = await runPages(ANSWERS, {
    clock: () => new Date((now += 5_000)),
    watchPage(page) {
      routes.push({ path: page.path, takesForms: page.submit !== undefined, isPage: true });
      return names.watchPage(page);
    },
    watchEndpoint(endpoint) {
      routes.push({ path: endpoint.path, takesForms: endpoint.submit !== undefined, isPage: false });
      return names.watchEndpoint(endpoint);
    },
  });
  await showEveryStep();
});
afterAll(() => pages.stop());

/** As visitors see them who do nothing wrong: each step begins a way of its own. */
async function showEveryStep(): Promise<void> {
  const reporter = await visit(`${pages.url}/report`);
  const details = { 'a-infrastructure_kind': 'road_pit', name: 'Ївга', phone: '050 123 45 67' };
  keepForm('/report', reporter.text);
  for (const typed of [{ category: 'infrastructure' }, { q: 'Якушинці' }, {}, details]) {
    await reporter.send(typed);
    keepForm('/report', reporter.text);
  }
  const follower = await visit(`${pages.url}/track`);
  keepForm('/track', follower.text);
  await follower.send({ token: TOKEN });
  keepForm('/track', follower.text);
}

const HOSTILE = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('<', '>', '"', "'", '&', '\r', '\n', '%', '/', '\0', '{', '`', '\u202e'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 60,
  })
  .map((text) => `${MARK}${text.toWellFormed()}${MARK}`);
const LONG = fc.constantFrom('я', '<', '\u0301').map((each) => MARK + each.repeat(5_000));
const NUMBERS = ['', '0', '-1', '1', '9007199254740993', '1e309', 'NaN', '49.2,28.4', '050 123 45 67'];
const WORDS = [VINNYTSIA, TOKEN, 'infrastructure', 'road_pit', 'incidents', 'value', 'true', 'en', 'json', 'Якушинці'];
const TIMES = ['2026-11-01', '2026-11', '2026-11-01T00:00:00Z'];
const VALID = fc.constantFrom(...NUMBERS, ...WORDS, ...TIMES);
const ENDINGS = fc.constantFrom('', '.json', '.xml', '.csv');
const PICK = fc.nat();

const GUESS = fc.record({
  route: PICK,
  language: fc.constantFrom(...LANGUAGES),
  isForm: fc.boolean(),
  goesOn: fc.boolean(),
  inForm: PICK,
  inField: PICK,
  ending: ENDINGS,
  values: fc.array(
    fc.record({
      name: PICK,
      unknownName: fc.option(HOSTILE, { freq: 8 }),
      value: fc.oneof(HOSTILE, VALID, { arbitrary: LONG, weight: 1 }),
    }),
    { maxLength: 4 },
  ),
  inPath: fc.oneof(HOSTILE, VALID),
});

test('no text in any parameter or field of any address makes it fail, comes back from it, or is logged', async () => {
  await fc.assert(
    fc.asyncProperty(
      GUESS,
      async ({ route: which, language, isForm, goesOn, inForm, inField, ending, values, inPath }) => {
        const among = isForm ? routes.filter(({ takesForms }) => takesForms) : routes;
        const route = among[which % among.length];
        if (route === undefined) throw new Error('there is no route');
        const forms = [...(shown.get(route.path)?.values() ?? [])];
        const form: Form = (isForm && goesOn ? forms[inForm % forms.length] : undefined) ?? new Map();
        const asked = [...((isForm ? names.field : names.query).get(route.path) ?? [])];
        // A visitor who goes on keeps the seal and the step, and fills in the rest.
        const typed = [...form.keys()].filter((name) => name !== 'form' && name !== 'step');
        const known = typed.length > 0 ? typed : asked;
        const invented = values.map(({ name, unknownName, value }): [string, string] => [
          unknownName ?? known[name % known.length] ?? 'x',
          value,
        ]);
        // The first value of a name counts.
        const sent = [...invented, ...chosenIn(form, inField)];
        const path = addressOf(route, inPath, ending);
        const address = route.isPage ? pathIn(language, path) : path;
        const body = await answerTo(isForm ? [address, sent] : [`${address}?${queryOf(sent)}`]);
        if (route.takesForms && route.isPage) keepForm(route.path, body);
      },
    ),
    RUNS,
  );
  expectQuietLog();
});

test('nor does a text in one field of a step, with the others filled in as the page offers', async () => {
  expect.hasAssertions();
  const text = `${MARK}<b>"'\r\nX: y`;
  for (const [path, forms] of shown) {
    for (const form of forms.values()) {
      const most = Math.max(0, ...[...form.values()].map((offers) => offers.length));
      for (const name of form.keys()) {
        for (let pick = 0; pick < most; pick += 1) await answerTo([path, [[name, text], ...chosenIn(form, pick)]]);
      }
    }
  }
  expectQuietLog();
});

test('the texts reached the fields of every form', () => {
  const forms = routes.filter(({ takesForms }) => takesForms).map(({ path }) => path);
  expect(forms).toEqual(expect.arrayContaining(['/report', '/track']));
  for (const path of forms) expect([path, names.field.get(path)?.size ?? 0]).not.toEqual([path, 0]);
  const ofReports = [...(names.field.get('/report') ?? [])];
  expect(ofReports).toEqual(expect.arrayContaining(['form', 'step', 'to', 'category', 'q', 'description', 'phone']));
});

/** The path with a text for each of its parameters; where a pattern allows a few names only, often one of them. */
function addressOf({ path }: Route, text: string, ending: string): string {
  return path.replaceAll(/:\w+(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g, (_, pattern: string | undefined) => {
    const [, name] = /^([a-z]+)(?:\(\?:)?\\\./.exec(pattern ?? '') ?? [];
    return name === undefined ? encodeURIComponent(text + ending) : `${name}${ending || '.json'}`;
  });
}

/** Keeps the last form of a page: names with the values that may be sent, none of them of ours. */
function keepForm(path: string, body: string): void {
  const text = [...body.matchAll(/<form method="post"[^]*?<\/form>/g)].at(-1)?.[0] ?? '';
  const form = new Map<string, string[]>();
  for (const [field] of text.matchAll(/<(?:input|textarea)[^>]*>/g)) {
    const [name = '', value = ''] = ['name', 'value'].map((each) => new RegExp(` ${each}="([^"]*)"`).exec(field)?.[1]);
    if (!value.includes(MARK)) form.set(name, [...(form.get(name) ?? []), value]);
  }
  shown.set(path, (shown.get(path) ?? new Map()).set([...form.keys()].join(' '), form));
}

/** The form as a visitor may send it. */
function chosenIn(form: Form, pick: number): [string, string][] {
  return [...form].map(([name, offers]) => [name, name === 'q' ? 'Якушинці' : (offers[pick % offers.length] ?? '')]);
}

function queryOf(sent: [string, string][]): string {
  return new URLSearchParams(sent).toString().slice(0, 6_000);
}

/** What is answered to a GET, or to a form. Fails if the answer is a bug, or says what was sent. */
async function answerTo([address, form]: readonly [string, [string, string][]?]): Promise<string> {
  const options = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const response = await fetch(`${pages.url}${address}`, { ...options, redirect: 'manual' });
  const body = await response.text();
  expect([address, response.status]).not.toEqual([address, 500]);
  expect(outsideFields(body)).not.toContain(MARK);
  expect(JSON.stringify([...response.headers])).not.toContain(MARK);
  return body;
}

function expectQuietLog(): void {
  const log = pages.log.join('');
  expect(log).not.toContain('because of a bug');
  expect(log).not.toContain(MARK);
}

/** What a page says itself: a visitor may get a text back as the value of the field in which it was typed. */
function outsideFields(body: string): string {
  return body.replaceAll(/<textarea[^>]*>[^]*?<\/textarea>/g, '').replaceAll(/ value="[^"]*"/g, '');
}

/// <reference lib="dom" />
import type { GetPublicProfileResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BackendError } from '../../src/backend/module.ts';
import { LANGUAGES, pathIn, textsOf } from '../../src/site/module.ts';
import { ADDRESSES, LARGEST_ADDRESS } from '../addresses.ts';
import { ANSWERS, EMPTY_ANSWERS, VINNYTSIA } from '../answers.ts';
import { COUNTRY_ANSWERS } from '../country-answers.ts';
import { TOKEN } from '../report-answers.ts';
import type { Answers } from '../answer-of.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { looksOf, type Looks } from './looks.ts';
import { runBrowser, type RunningBrowser, type Visit } from './running-browser.ts';

// Every page in both languages, at 360 and 1,280 px, with and without scripts, in every state, in a real browser.

const failing = (error: Error): Answers =>
  Object.fromEntries(
    Object.keys(ANSWERS).map((name) => [
      name,
      () => {
        throw error;
      },
    ]),
  );
/** What the services answer while every page is tried. */
const STATES = { 'all is well': ANSWERS, 'nothing is known': EMPTY_ANSWERS, 'services are away': {} } as const;
const REFUSING = {
  'a request is invalid': failing(new BackendError('invalid')),
  'a bug': failing(new Error('a bug')),
};
type State =
  | keyof typeof STATES
  | 'the whole country'
  | 'officers have portraits'
  | keyof typeof REFUSING
  | 'too many requests'
  | 'too many forms';

const FORM = 'application/x-www-form-urlencoded';
/** Pages that say why a request is refused. */
const REFUSALS: readonly {
  readonly path: string;
  readonly status: number;
  readonly state: State;
  readonly post?: NonNullable<Visit['post']>;
}[] = [
  { path: '/nowhere', status: 404, state: 'all is well' },
  { path: '/scorecard', status: 400, state: 'a request is invalid' },
  { path: '/scorecard', status: 500, state: 'a bug' },
  { path: '/', status: 405, state: 'all is well', post: { type: FORM, fields: { x: '1' } } },
  { path: '/report', status: 403, state: 'all is well', post: { type: FORM, fields: { x: '1' }, isForeign: true } },
  { path: '/report', status: 413, state: 'all is well', post: { type: FORM, fields: { x: 'a'.repeat(70_000) } } },
  { path: '/report', status: 415, state: 'all is well', post: { type: 'text/plain', fields: { x: '1' } } },
  { path: '/track', status: 429, state: 'too many forms', post: { type: FORM, fields: { token: 'x' } } },
  { path: '/track', status: 503, state: 'services are away', post: { type: FORM, fields: { token: TOKEN } } },
  { path: '/scorecard', status: 429, state: 'too many requests' },
];

const NOTHING = { perSecond: 0.001, burst: 0 };

/** A drawn one, of nobody. */
const PORTRAIT = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 200"><path fill="#dce6ee" d="M0 0h150v200H0z"/>
  <circle cx="75" cy="80" r="34" fill="#5b6770"/><path fill="#5b6770" d="M15 200a60 70 0 0 1 120 0z"/></svg>`;
const PHOTO_STORE = 'https://photos.example/officers';
const WITH_PORTRAIT: Answers = {
  ...ANSWERS,
  GetPublicProfile: (request) => {
    const answer = ANSWERS['GetPublicProfile']?.(request) as GetPublicProfileResponse;
    return { ...answer, profile: { ...answer.profile, photoReference: '2026/17.svg' } };
  },
};

let browser: RunningBrowser;
let looks: Looks;
const titlesSeen = new Set<string>();
const running = new Map<State, RunningPages>();
beforeAll(async () => {
  browser = await runBrowser();
  looks = looksOf(browser);
  for (const [state, answers] of Object.entries({ ...STATES, ...REFUSING }))
    running.set(state as State, await runPages(answers));
  running.set('the whole country', await runPages(COUNTRY_ANSWERS));
  running.set('officers have portraits', await runPages(WITH_PORTRAIT, { photoStore: PHOTO_STORE }));
  await browser.page.route(`${PHOTO_STORE}/**`, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: PORTRAIT }),
  );
  running.set('too many requests', await runPages(ANSWERS, { rate: NOTHING }));
  running.set('too many forms', await runPages(ANSWERS, { formRate: NOTHING }));
});
afterAll(async () => {
  await browser?.stop();
  for (const pages of running.values()) await pages.stop();
});

describe.each(LANGUAGES)('in the language %s', (language) => {
  describe.each(Object.keys(STATES) as (keyof typeof STATES)[])('when %s', (state) => {
    test.each(Object.values(ADDRESSES).flat())('nobody is hindered on %s', async (path) => {
      expect(await problemsOf({ url: urlOf(state, pathIn(language, path)) }, language)).toEqual([]);
    });
  });

  test('nobody is hindered on the map of all hromadas', async () => {
    expect(await problemsOf({ url: urlOf('the whole country', pathIn(language, LARGEST_ADDRESS)) }, language)).toEqual(
      [],
    );
  });

  test.each([`/officer?place=${VINNYTSIA}`, `/h/${VINNYTSIA}`])(
    'nobody is hindered on %s by a portrait, which is shown',
    async (path) => {
      const url = urlOf('officers have portraits', pathIn(language, path));
      expect(await problemsOf({ url }, language)).toEqual([]);
      await expect
        .poll(() => browser.page.evaluate(`(${String(portraitOf)})()`))
        .toEqual({ isLoaded: true, hasText: true });
    },
  );

  test.each(REFUSALS)('nobody is hindered on $path with status $status', async ({ path, status, state, post }) => {
    const visit = { url: urlOf(state, pathIn(language, path)), ...(post && { post }) };
    expect(await problemsOf(visit, language, status)).toEqual([]);
  });
});

test('every problem that pages can have was among them', () => {
  // A browser that breaks off a form reads no answer to it.
  const { brokenOff: _, ...shown } = textsOf('uk').problems;
  const titles = Object.values(shown).map(({ title }) => title);
  expect(titles.filter((title) => !titlesSeen.has(title))).toEqual([]);
});

/** Runs in the browser. */
function portraitOf() {
  const [image] = document.images;
  image?.scrollIntoView();
  return image && { isLoaded: image.naturalWidth > 0, hasText: image.alt.includes('Іван Громадський') };
}

function urlOf(state: State, path: string): string {
  return `${running.get(state)?.url}${path}`;
}

async function problemsOf(visit: Visit, language: string, status?: number): Promise<readonly string[]> {
  const { problems, titles, statuses } = await looks(visit, language);
  if (status !== undefined) expect(new Set(statuses)).toEqual(new Set([status]));
  for (const title of titles) titlesSeen.add(title.split(' – ')[0] ?? '');
  return problems;
}

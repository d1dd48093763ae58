import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, pathIn } from '../../src/site/module.ts';
import { SENT_TEXTS } from '../../src/forms/module.ts';
import { REPORT_TEXTS } from '../../src/report/report.texts.ts';
import { TRACK_TEXTS } from '../../src/track/track.texts.ts';
import { ANSWERS } from '../answers.ts';
import type { Answers } from '../answer-of.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { AROUND_STATES } from './around-states.ts';
import { FORM_STATES } from './form-states.ts';
import { REQUEST_STATES } from './request-states.ts';
import { TOLD_STATES } from './told-states.ts';
import { looksOf, type Looks } from './looks.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';

// Every answer to a form that no journey meets, in both languages, at both widths, with and without scripts.

const ALL_STATES = [...FORM_STATES, ...REQUEST_STATES, ...TOLD_STATES, ...AROUND_STATES];

let browser: RunningBrowser;
let looks: Looks;
let pages: RunningPages;
/** What the services answer otherwise than usually. */
let otherwise: Answers = {};
beforeAll(async () => {
  const answers = Object.fromEntries(
    Object.entries(ANSWERS).map(([name, usual]) => [name, (request: object) => (otherwise[name] ?? usual)(request)]),
  );
  [browser, pages] = await Promise.all([runBrowser(), runPages(answers)]);
  looks = looksOf(browser);
});
afterAll(async () => {
  await Promise.all([browser?.stop(), pages?.stop()]);
});

describe.each(LANGUAGES)('in the language %s', (language) => {
  test.each(ALL_STATES)('$path hinders nobody with $name', async ({ path, fields, status, says, answers = {} }) => {
    otherwise = answers;
    const url = `${pages.url}${pathIn(language, path)}`;
    const visit = { url, post: { type: 'application/x-www-form-urlencoded', fields } } as const;
    const { statuses, htmls, problems } = await looks(visit, language);
    expect(statuses).toEqual([status, status]);
    expect(htmls.map((html) => html.includes(says(language)))).toEqual([true, true]);
    expect(problems).toEqual([]);
  });
});

test('every refusal of a report and of a step was among them', () => {
  const { trap, tooFast } = SENT_TEXTS.uk;
  const { alreadySent, unknown, refused } = REPORT_TEXTS.uk.sending;
  const refusals = [trap, tooFast, alreadySent, unknown, refused, ...Object.values(TRACK_TEXTS.uk.refusals)];
  const said = new Set(ALL_STATES.map(({ says }) => says('uk')));
  expect(refusals.filter((text) => !said.has(text))).toEqual([]);
});

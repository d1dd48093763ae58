import { afterAll, beforeAll, expect, test } from 'vitest';
import { hindrances, mediaProblems, NARROW, narrowProblems, tabProblems } from './rules.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';
import { AT_NARROW, trialOf } from './trial.ts';

// What the other tests look for is found where it is.

let browser: RunningBrowser;
beforeAll(async () => {
  browser = await runBrowser();
});
afterAll(() => browser?.stop());

async function show(body: string, style = ''): Promise<void> {
  const begin = '<!doctype html><html lang="en"><head><title>x</title><style>:focus-visible{outline:3px solid}';
  await browser.page.setViewportSize({ width: 360, height: 640 });
  await browser.page.setContent(`${begin}${style}</style></head><body>${body}</body></html>`);
}

test.each([
  ['an input without a label', '<input>', 'label: input'],
  ['faint text', '<p style="color: #bbb">text</p>', 'color-contrast: p'],
  ['a small target', '<button style="width: 20px; height: 20px; padding: 0">b</button>', 'button "b" is 20 × 20 px'],
  ['sideways scrolling', '<div style="width: 400px">wide</div>', '408 px in 360'],
  ['an unmarked language', '<p>Слава Україні</p>', 'p "Слава Україні" is not marked'],
])('%s hinders', async (_, body, problem) => {
  await show(body);
  expect((await hindrances(browser, 'en')).join('\n')).toContain(problem);
});

test('a link in a sentence may be as high as its line; a label is part of its box', async () => {
  await show(
    '<p>See <a href="/">this</a>.</p><label style="display: block; padding: 1rem"><input type="radio"> a</label>',
  );
  expect(await hindrances(browser, 'en')).toEqual([]);
});

test('an invisible focus, another order, and stops outside the screen are found; a group of choices is one stop', async () => {
  await show('<a href="/">a</a>', 'a:focus { outline: none !important }');
  expect(await tabProblems(browser)).toEqual(['a "a" shows no focus']);
  await show('<a href="/1">1</a><a href="/2" tabindex="2">2</a>');
  expect(await tabProblems(browser)).toHaveLength(1);
  await show('<a href="/" style="position: fixed; left: -500px">a</a>');
  expect(await tabProblems(browser)).toEqual(['a "a" is focused outside the screen']);
  // Where one writes is in the screen, most of the field is not.
  await show('<textarea style="display: block; margin-top: 580px; width: 200px; height: 300px">text</textarea>');
  expect(await tabProblems(browser)).toEqual([]);
  await show('<input type="radio" name="x" id="1"><input type="radio" name="x" id="2"><button>b</button>');
  expect(await tabProblems(browser)).toEqual([]);
});

test.each([
  ['at 320 px', '<div style="width: 330px">wide</div>'],
  ['with spacing of texts', '<p style="width: 8em; overflow: hidden; white-space: nowrap">fits by a hair, is cut</p>'],
  ['with forced colours', '<button style="border: 0; forced-color-adjust: none; background: #fff">b</button>'],
  ['with reduced motion', '<p style="transition: color 2s">moves</p>'],
])('problems %s are found', async (when, body) => {
  await show(body);
  await browser.page.setViewportSize({ width: NARROW, height: 800 });
  const problems = [...(await narrowProblems(browser)), ...(await mediaProblems(browser))];
  expect(problems.filter((problem) => problem.startsWith(when))).toHaveLength(1);
});

test('what was faultless is not tried again until it differs in its HTML, width, or language', async () => {
  const trial = trialOf(browser);
  const problemsAt = async (width: number, language = 'en') =>
    (await trial(language, [AT_NARROW, [width, ['hindrances', 'media', 'tabs']]])).problems.join('\n');
  const good = '<form><input type="hidden" name="x" value="1"></form><a href="/" style="padding: 1em">there</a>';
  await show(good);
  expect(await problemsAt(1_280)).toBe('');
  // What HTML does not show cannot be seen: proof that the page was not tried again.
  await show(good.replace('value="1"', 'value="2"'));
  await browser.page.evaluate('document.body.attachShadow({ mode: "open" }).innerHTML = "<input>"');
  expect(await problemsAt(1_280)).toBe('');
  expect(await problemsAt(360)).toContain('label');
  await show(`${good}<input>`);
  expect(await problemsAt(1_280)).toContain('Form elements must have labels');
  expect(await problemsAt(1_280)).toContain('Form elements must have labels');
  await show(`${good}<div style="width: 400px">wide</div>`);
  expect(await problemsAt(1_280)).toContain('320 px: at 320 px');
  await show(`${good}<p>Слава Україні</p>`);
  expect(await problemsAt(1_280, 'uk')).toBe('');
  expect(await problemsAt(1_280, 'en')).toContain('is not marked');
});

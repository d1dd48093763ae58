import { GetScorecardResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { expect, test } from 'vitest';
import { ANSWERS, EMPTY_ANSWERS } from '../../test/answers.ts';
import { SCORECARD_ANSWER } from '../../test/scorecard-answers.ts';
import type { Answers } from '../../test/answer-of.ts';
import { runPages } from '../../test/running-pages.ts';
import { LANGUAGES, pathIn, textsOf } from '../site/module.ts';

const frontOf = async (answers: Answers, path = '/'): Promise<string> => {
  const pages = await runPages(answers);
  try {
    return await pages.text(path);
  } finally {
    await pages.stop();
  }
};
const cardsIn = (text: string) => [...text.matchAll(/id="promise-([a-z_]+)"/g)].map(([, id]) => id);

test.each(LANGUAGES)('what to do comes first, then the deaths, the promises, and the map: %s', async (language) => {
  const text = await frontOf(ANSWERS, pathIn(language, '/'));
  const { front } = textsOf(language);
  const [header = '', main = ''] = text.split('<main');
  expect(header).toContain('href="tel:112"');
  const toDo = [`<h1>${front.heading}`, front.lead, front.report, front.officer, 'role="search"'];
  const found = [...toDo, front.question, front.kept, front.promises, front.map].map((part) => main.indexOf(part));
  expect(found).toEqual(found.toSorted((one, other) => one - other));
  expect(found).not.toContain(-1);
  expect(text.match(/role="search"/g)).toHaveLength(1);
});

test('three promises are cards with a bar and a verdict, and a link leads to all', async () => {
  const text = await frontOf(ANSWERS);
  expect(cardsIn(text)).toEqual(['community_officers', 'camera_coverage', 'trust']);
  const [, card = ''] = /id="promise-community_officers">([^]*?)<\/li>/.exec(text) ?? [];
  expect(card).toContain('class="bar-done"');
  expect(card).toMatch(/class="badge bad">Відстає</);
  expect(text).toContain(`href="/scorecard">${textsOf('uk').front.figures}`);
});

test('a promise of which nothing is known is no card: another one takes its place', async () => {
  const { scorecard } = SCORECARD_ANSWER;
  const rows = scorecard?.rows.filter(({ id }) => id !== 'trust') ?? [];
  const answers = {
    ...ANSWERS,
    GetScorecard: () => GetScorecardResponse.fromPartial({ scorecard: { ...scorecard, rows } }),
  };
  expect(cardsIn(await frontOf(answers))).toEqual(['community_officers', 'camera_coverage', 'fire_response']);
});

test('without figures, the promises stand there in words, and no number does', async () => {
  for (const answers of [EMPTY_ANSWERS, {}]) {
    const text = await frontOf(answers);
    expect(cardsIn(text)).toEqual([]);
    expect(text).toMatch(/<details open>\s*<summary>Що обіцяє програма<\/summary>/);
    expect(text).not.toContain('class="answer"');
  }
});

test('the chart of the deaths is drawn for a phone and for a larger screen', async () => {
  const text = await frontOf(ANSWERS);
  const widths = [...text.matchAll(/<svg [^>]*class="chart chart-time-series" width="(\d+)"/g)].map(
    ([, width]) => width,
  );
  expect(widths).toEqual(['340', '600']);
});

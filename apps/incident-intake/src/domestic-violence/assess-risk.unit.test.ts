import { expect, test } from 'vitest';
import { assess, checkAnswers, HIGH_FROM, MEDIUM_FROM } from './assess-risk.ts';
import { RISK_QUESTIONS } from './risk-questions.ts';

const KEYS = RISK_QUESTIONS.map(({ key }) => key);
const saying = (...yes: string[]) => KEYS.map((key) => ({ key, yes: yes.includes(key) }));

test('each question has its key, its weight and its text in both languages', () => {
  expect(new Set(KEYS).size).toBe(KEYS.length);
  for (const { key, weight, wording } of RISK_QUESTIONS) {
    expect(key).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(weight).toBeGreaterThan(0);
    expect(wording.uk).toMatch(/^[А-ЯЄІЇҐ][^A-Za-z]+\?$/u);
    expect(wording.en).toMatch(/^[A-Z][ -~]+\?$/);
  }
});

test('all "no" is a low risk, all "yes" a high risk', () => {
  expect(assess(saying())).toEqual({ score: 0, level: 'low', yes: [] });
  const sum = RISK_QUESTIONS.reduce((total, { weight }) => total + weight, 0);
  expect(assess(saying(...KEYS))).toEqual({ score: sum, level: 'high', yes: KEYS });
});

test.each(RISK_QUESTIONS.map(({ key, decisive }) => [key, decisive]))(
  '"yes" to %s alone is decisive: %s',
  (key, decisive) => {
    const { level, yes } = assess(saying(key));
    expect(level === 'high').toBe(decisive);
    expect(yes).toEqual([key]);
  },
);

test('threats to kill, a weapon and strangulation are decisive', () => {
  const decisive = RISK_QUESTIONS.filter((question) => question.decisive).map(({ key }) => key);
  expect(decisive).toEqual(expect.arrayContaining(['threat_to_kill', 'weapon', 'strangulation']));
});

test('levels begin exactly at their scores', () => {
  expect([MEDIUM_FROM, HIGH_FROM]).toEqual([4, 10]);
  expect(assess(saying('grows'))).toMatchObject({ score: 3, level: 'low' });
  expect(assess(saying('grows', 'dependence'))).toMatchObject({ score: 4, level: 'medium' });
  expect(assess(saying('grows', 'order_broken', 'pregnancy'))).toMatchObject({ score: 9, level: 'medium' });
  expect(assess(saying('grows', 'order_broken', 'pregnancy', 'dependence'))).toMatchObject({
    score: 10,
    level: 'high',
  });
});

test('requires an answer to every question, no duplicates and no unknown questions', () => {
  expect(checkAnswers(saying())).toEqual([]);
  expect(checkAnswers(saying().slice(1))).toEqual([
    { field: 'answers', rule: `must answer every question: ${KEYS[0] ?? ''}` },
  ]);
  const twice = [...saying(), { key: 'weapon', yes: true }];
  expect(checkAnswers(twice)).toEqual([{ field: `answers[${KEYS.length}].key`, rule: 'must not be there twice' }]);
  const other = [...saying(), { key: 'other', yes: true }];
  expect(checkAnswers(other)).toEqual([
    { field: `answers[${KEYS.length}].key`, rule: 'must be the key of a question' },
  ]);
  expect(checkAnswers([]).map(({ field }) => field)).toEqual(['answers']);
});

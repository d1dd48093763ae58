import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MEASURES } from '../figures/module.ts';
import { promisesDocument } from './promises-document.ts';
import { figuresBehind } from './promised.ts';
import { PROMISES } from './promises.ts';
import { VERDICTS } from './verdict.ts';

const ROOT = join(import.meta.dirname, '../../../..');

test('each promise has an id of its own, and names measures that there are, in their unit', () => {
  const ids = PROMISES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const units = PROMISES.flatMap((promise) => {
    const { measures = [], take, of = {} } = figuresBehind(promise) ?? {};
    return measures.map((name) => {
      const measure = MEASURES.find((each) => each.name === name);
      const isGrouped = Object.keys(of).every((dimension) => measure?.dimensions.some((each) => each === dimension));
      const isSame = take === 'cases' || take === 'part' || promise.unit === measure?.unit;
      return [promise.id, name, isGrouped, isSame || promise.unit === 'officers'];
    });
  });
  expect(units.filter(([, , isGrouped, isSame]) => isGrouped !== true || isSame !== true)).toEqual([]);
});

test('docs/promises.md is up to date: npm run measures', () => {
  expect(readFileSync(join(ROOT, 'docs/promises.md'), 'utf8')).toBe(promisesDocument());
});

test('the contract states the rule of each verdict in the same words', () => {
  const proto = readFileSync(join(ROOT, 'proto/safecommunity/statistics/v1/scorecard.proto'), 'utf8');
  const words = proto.replaceAll(/\s*\/\/ ?/g, ' ');
  for (const [name, rule] of Object.entries(VERDICTS)) {
    expect(words).toMatch(new RegExp(`${rule.replaceAll('.', '\\.')}\\s+VERDICT_${name.toUpperCase()} =`));
  }
});

import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { afterEach, expect, test } from 'vitest';
import { chooseLanguage } from '../terminal/language.ts';
import { KindOfAnswers } from './kind-of-answers.ts';

afterEach(() => chooseLanguage('en'));

test('figures of a demonstration are said to be invented, in the language of the output, and others are not', () => {
  const real = new KindOfAnswers();
  for (const answer of [undefined, {}, { installation: InstallationKind.REAL }]) real.note(answer);
  expect(real.banner).toBeUndefined();
  const invented = new KindOfAnswers();
  invented.note({ figures: [], installation: InstallationKind.DEMONSTRATION });
  expect(invented.banner).toMatch(/^Demonstration: people, cameras, and incidents are invented\./);
  chooseLanguage('uk');
  expect(invented.banner).toMatch(/^Демонстрація:/);
});

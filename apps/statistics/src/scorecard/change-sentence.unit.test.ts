import { rateRatio } from '@safe-community/statistics-math';
import { expect, test } from 'vitest';
import { sentencesOf, type Change } from './change-sentence.ts';
import { PROMISES } from './promises.ts';

const YEAR_2020 = { from: '2020-01-01', to: '2020-12-31' };

function whatOf(id: string): Change['what'] {
  const { sentence } = PROMISES.find((promise) => promise.id === id) ?? {};
  if (sentence === undefined) throw new Error(`${id} has no sentence`);
  return sentence;
}

function change(deaths: number, baseDeaths: number, more: Partial<Change> = {}): Change {
  const ratio = rateRatio({ count: deaths, exposure: 365 }, { count: baseDeaths, exposure: 366 });
  if (ratio === undefined) throw new Error('there are deaths');
  const span = { from: '2021-01-01', to: '2021-12-31' };
  return {
    what: whatOf('deaths_road'),
    series: { publisherUk: 'Патрульна поліція', publisherEn: 'Patrol Police' },
    span,
    baseSpan: YEAR_2020,
    deaths,
    baseDeaths,
    ratio,
    ...more,
  };
}

/** Numbers of the Ukrainian locale have no-break spaces. */
function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}

test('fewer deaths than chance explains', () => {
  const { uk, en } = sentencesOf(change(3_238, 3_554));
  expect(plain(uk)).toBe(
    'За офіційними даними (Патрульна поліція), у 2021 році кількість загиблих на дорогах становила 3 238, у 2020 році – 3 554. ' +
      'У перерахунку на день це на 8,6 % менше; випадковістю цього не пояснити ' +
      '(відношення 0,91; 95-відсотковий інтервал від 0,87 до 0,96).',
  );
  expect(plain(en)).toBe(
    'According to official figures (Patrol Police), the number of people killed on roads was 3,238 in 2021 and 3,554 in 2020. ' +
      'Per day, that is 8.6% fewer, a larger difference than chance explains (ratio 0.91, 95% interval 0.87 to 0.96).',
  );
});

test('a difference that can be chance, of days', () => {
  const of = { series: undefined, what: whatOf('deaths_water'), span: { from: '2026-01-01', to: '2026-03-31' } };
  const { uk, en } = sentencesOf(change(12, 10, { ...of, baseSpan: { from: '2020-01-01', to: '2020-03-31' } }));
  expect(uk).toContain('За даними цієї системи, з 01.01.2026 до 31.03.2026 кількість загиблих на воді становила 12,');
  expect(uk).toContain('Така різниця може бути випадковою (відношення 1,20;');
  expect(en).toContain('people killed on water was 12 from 2026-01-01 to 2026-03-31 and 10 from 2020-01-01');
  expect(en).toContain('Chance may explain the difference (ratio 1.20,');
});

test('more deaths, and deaths where there were none', () => {
  const more = sentencesOf(change(150, 50, { what: whatOf('defenders_killed') }));
  expect(more.uk).toContain('кількість загиблих захисників становила 150');
  expect(more.uk).toContain('на 201\u00a0% більше; випадковістю цього не пояснити');
  expect(more.en).toContain('Per day, that is 201% more');
  const day = { from: '2026-01-01', to: '2026-01-01' };
  const fromNothing = sentencesOf(change(9, 0, { span: day }));
  expect(fromNothing.uk).toContain('за 01.01.2026');
  expect(fromNothing.uk).toMatch(
    /Випадковістю цього не пояснити \(95-відсотковий інтервал від 1,\d\d без верхньої межі\)/,
  );
  expect(fromNothing.en).toMatch(
    /That is a larger difference than chance explains \(95% interval 1\.\d\d, no upper limit\)/,
  );
});

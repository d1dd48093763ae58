import type { Language } from '../site/module.ts';
import type { ComparedMeasure, Position } from './comparison.ts';

const uk = {
  title: 'Порівняння областей',
  choose: 'Що порівняти',
  show: 'Порівняти',
  intro:
    'Скільки подій або людей припадає на 100\u00A0000 мешканців за рік. Самі лише числа не порівнюємо: у більшій області вони зазвичай більші.',
  caption: (measure: string) => `${measure} на 100\u00A0000 мешканців`,
  mean: (rate: string, low: string, high: string) =>
    `В усіх областях разом: ${rate} на 100\u00A0000 мешканців (з імовірністю 95\u00A0% – від ${low} до ${high}).`,
  differs: 'Області різняться більше, ніж пояснює випадковість.',
  same: 'Різницю між областями може пояснити випадковість, тож місця в переліку нічого не означають.',
  nothing: 'За ці дванадцять місяців нічого не обліковано, тож порівнювати нема чого.',
  oblast: 'Область',
  rank: 'Місце',
  sharedRank: (rank: string) => `${rank} (спільне)`,
  rate: 'На 100\u00A0000 мешканців',
  shrunkenRate: 'З поправкою на випадковість',
  meaning: 'Що це означає',
  interval: (value: string, low: string, high: string) => `${value} (${low}–\u2060${high})`,
  unknown: 'Населення або кількість невідома, тому показника немає.',
  nobodyReports: 'Показника немає: звідти про це ніхто не повідомляє.',
  incomplete: (count: string, percent: string) =>
    `Показника немає: повідомляють не всі. Обліковано щонайменше ${count}, дані охоплюють ${percent}\u00a0% населення.`,
  notComparable: 'Прифронтова область: показник не можна порівнювати з іншими.',
  withoutHromadas: (number: string) => `Населення – без тимчасово окупованих громад: ${number}.`,
  leftOut: 'Не враховано',
  whyLeftOut:
    'Тимчасово окупована територія не має ні показника, ні місця, і її людей не враховано в жодному знаменнику: звідти ніхто не може повідомляти.',
  orders: { rank: 'за місцем', name: 'за назвою', rate: 'за показником' },
  positions: {
    farBelow: 'Значно менше, ніж можна пояснити випадковістю.',
    below: 'Менше, ніж зазвичай буває випадково.',
    within: 'Не відрізняється від інших більше, ніж пояснює випадковість.',
    above: 'Більше, ніж зазвичай буває випадково.',
    farAbove: 'Значно більше, ніж можна пояснити випадковістю.',
  } satisfies Record<Position, string> as Record<Position, string>,
  funnel: 'Показники і розмір областей',
  funnelMean: 'разом',
  population: 'населення, осіб',
  notes: [
    'У дужках – проміжок, у якому справжнє значення лежить з імовірністю 95\u00A0%.',
    'Показник із поправкою тим ближчий до спільного, що менша область. За ним і впорядковано місця: перше – найбільший показник.',
    'Населення – на 1 січня 2022 року; переміщення людей через війну не враховано. Випадки домашнього насильства й події в школах вилучено.',
  ],
  measures: {
    incidents: 'Події',
    killed: 'Загиблі',
    injured: 'Травмовані',
    children_killed: 'Загиблі діти',
    children_injured: 'Травмовані діти',
  } satisfies Record<ComparedMeasure, string> as Record<ComparedMeasure, string>,
};

type CompareTexts = typeof uk;

const en: CompareTexts = {
  title: 'Comparison of the oblasts',
  choose: 'What to compare',
  show: 'Compare',
  intro:
    'Incidents or people per 100,000 inhabitants in a year. Bare numbers are not compared: a larger oblast usually has more.',
  caption: (measure) => `${measure} per 100,000 people`,
  mean: (rate, low, high) =>
    `All oblasts together: ${rate} per 100,000 people (with a probability of 95%, ${low} to ${high}).`,
  differs: 'The oblasts differ more than chance explains.',
  same: 'Chance may explain the differences between the oblasts, so the ranks mean nothing.',
  nothing: 'Nothing was counted in these twelve months, so there is nothing to compare.',
  oblast: 'Oblast',
  rank: 'Rank',
  sharedRank: (rank) => `${rank} (shared)`,
  rate: 'Per 100,000 people',
  shrunkenRate: 'Adjusted for chance',
  meaning: 'What it means',
  interval: (value, low, high) => `${value} (${low}–\u2060${high})`,
  unknown: 'The population or the count is not known, so there is no rate.',
  nobodyReports: 'No rate: nobody reports this from there.',
  incomplete: (count, percent) =>
    `No rate: not everybody reports. At least ${count} counted; the data covers ${percent}% of the people.`,
  notComparable: 'At the front: the rate cannot be compared with others.',
  withoutHromadas: (number) => `Population without temporarily occupied hromadas: ${number}.`,
  leftOut: 'Left out',
  whyLeftOut:
    'Temporarily occupied territory has no rate and no rank, and its people count in no denominator: nobody can report from there.',
  orders: { rank: 'by rank', name: 'by name', rate: 'by rate' },
  positions: {
    farBelow: 'Much lower than chance can explain.',
    below: 'Lower than chance usually explains.',
    within: 'Differs from the others no more than chance explains.',
    above: 'Higher than chance usually explains.',
    farAbove: 'Much higher than chance can explain.',
  },
  funnel: 'Rates and sizes of the oblasts',
  funnelMean: 'together',
  population: 'population',
  notes: [
    'In brackets: the interval in which the true value lies with a probability of 95%.',
    'The smaller the oblast, the nearer the adjusted rate is to that of all together. The ranking is by it; first is the highest rate.',
    'Populations are those of 1 January 2022 and do not follow people who fled the war. Domestic violence and incidents at schools are left out.',
  ],
  measures: {
    incidents: 'Incidents',
    killed: 'Killed',
    injured: 'Injured',
    children_killed: 'Children killed',
    children_injured: 'Children injured',
  },
};

const TEXTS: Readonly<Record<Language, CompareTexts>> = { uk, en };

export function compareTexts(language: Language): CompareTexts {
  return TEXTS[language];
}

import { PLACE_FIELD_TEXTS } from '../places/place-field.texts.ts';
import type { Language } from '../site/module.ts';

const uk = {
  ...PLACE_FIELD_TEXTS.uk,
  title: 'Стежити за околицею',
  intro:
    'Знайдіть своє місце – і програма для читання стрічок (RSS) показуватиме, про що поруч повідомили й що з цього вийшло. Реєстрації немає, і ніхто не дізнається, хто стежить.',
  search: 'Знайти',
  result: 'Стрічки для цього місця',
  around: '500 м навколо точки',
  aroundHint:
    'В адресі цієї стрічки – не ваша точка, а середина клітини близько 110 на 110 м. У стрічці лише повідомлення, у яких вказали точку.',
  settlement: (name: string) => `${name} – повідомлення, у яких вказали саме цей населений пункт`,
  hromada: (name: string) => `${name} – усі повідомлення, які оприлюднюють`,
  howTo: 'Скопіюйте адресу стрічки у свою програму для RSS.',
  feedAround: (hromada: string) => `Повідомлення за 500 м навколо точки: ${hromada}`,
  crimea:
    'Це місце в Автономній Республіці Крим, тимчасово окупованій з 20 лютого 2014 року. Повідомлень звідти українські служби не можуть опрацювати.',
};

const en: typeof uk = {
  ...PLACE_FIELD_TEXTS.en,
  title: 'Follow a neighbourhood',
  intro:
    'Find your place, and a program that reads feeds (RSS) shows what was reported near it and what became of it. There is no registration, and nobody learns who follows.',
  search: 'Find',
  result: 'Feeds of this place',
  around: '500 m around the point',
  aroundHint:
    'The address of this feed has the middle of a cell of about 110 m by 110 m in place of your point. The feed has only reports with a point.',
  settlement: (name) => `${name}: reports that name this very settlement`,
  hromada: (name) => `${name}: all reports that are published`,
  howTo: 'Copy the address of a feed into your RSS program.',
  feedAround: (hromada) => `Reports within 500 m of a point: ${hromada}`,
  crimea:
    'This place is in the Autonomous Republic of Crimea, temporarily occupied since 20 February 2014. Ukrainian services cannot deal with reports from there.',
};

export const AROUND_TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };

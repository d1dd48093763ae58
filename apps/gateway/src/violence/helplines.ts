import { BEFORE, type Dated, type Words } from './dated.ts';
import type { Hours } from './opening-hours.ts';
import { CHECKED, JUSTICE, MINISTRY } from './sources.ts';

/** Who answers a number. */
export interface Helpline extends Dated {
  /** As people write it: "0 800 500 335". From mobiles only, if there is another one. */
  readonly number: string;
  /** The same line, from any phone. */
  readonly alsoNumber?: string;
  readonly name: Words;
  readonly helpsWith: Words;
  readonly hours: Hours;
  /** From phones in Ukraine. */
  readonly isFree: boolean;
  /** To phone while it happens. */
  readonly isUrgent: boolean;
}

/** In the order in which a page names them. A number that ends or changes keeps its row, with its last day. */
export const HELPLINES: readonly Helpline[] = [
  {
    number: '102',
    name: { uk: 'Поліція', en: 'Police' },
    helpsWith: { uk: 'Коли вам загрожують або вас б’ють.', en: 'When you are threatened or hit.' },
    hours: 'always',
    isFree: true,
    isUrgent: true,
    validFrom: BEFORE,
    checkedOn: CHECKED,
    source: MINISTRY,
    isConfirmed: true,
  },
  {
    number: '112',
    name: { uk: 'Єдиний номер екстреної допомоги', en: 'Emergency number' },
    helpsWith: { uk: 'Поліція, швидка й рятувальники разом.', en: 'Police, ambulance, and rescuers together.' },
    hours: 'always',
    isFree: true,
    isUrgent: true,
    validFrom: '2024-04-13',
    checkedOn: CHECKED,
    source: MINISTRY,
    isConfirmed: true,
  },
  {
    number: '15 47',
    name: { uk: 'Урядова лінія з протидії насильству', en: 'Government helpline on violence' },
    helpsWith: {
      uk: 'Пояснять, що робити, підтримають, допоможуть знайти притулок.',
      en: 'Explains what to do, supports you, and helps to find a shelter.',
    },
    hours: 'always',
    isFree: true,
    isUrgent: false,
    validFrom: '2020-11-10',
    checkedOn: CHECKED,
    source: {
      publisher: 'Запорізька обласна державна адміністрація',
      title: 'Уряд перезавантажить гарячу лінію з протидії насильству «15-47», 10.11.2020',
      url: 'https://zoda.gov.ua/news/52826/uryad-perezavantazhit-garyachu-liniju-z-protidiji-nasilstvu-15-47.html',
    },
    isConfirmed: true,
  },
  {
    number: '116 123',
    alsoNumber: '0 800 500 335',
    name: { uk: 'Національна гаряча лінія «Ла Страда»', en: 'National hotline of La Strada' },
    helpsWith: {
      uk: 'Психолог і юрист громадської організації: про насильство вдома, торгівлю людьми, дискримінацію.',
      en: 'A psychologist or lawyer of an NGO: violence at home, trafficking, discrimination.',
    },
    hours: 'always',
    isFree: true,
    isUrgent: false,
    validFrom: BEFORE,
    checkedOn: CHECKED,
    source: JUSTICE,
    isConfirmed: true,
  },
  {
    number: '116 111',
    alsoNumber: '0 800 500 225',
    name: { uk: 'Лінія для дітей і молоді', en: 'Helpline for children and young people' },
    helpsWith: {
      uk: 'Для тих, кому ще немає 18, і для дорослих, які бояться за дитину.',
      en: 'For those under 18, and for adults who fear for a child.',
    },
    // Earlier sources say that it answers by day only, and the operator itself was not read.
    hours: 'always',
    isFree: true,
    isUrgent: false,
    validFrom: '2026-08-25',
    checkedOn: CHECKED,
    source: {
      publisher: 'Гімназія № 201 міста Києва',
      title: 'Примірний перелік номерів телефонів та служб для звернення дітей по допомогу, 2026',
    },
    isConfirmed: false,
  },
  {
    number: '0 800 213 103',
    name: { uk: 'Безоплатна правнича допомога', en: 'Free legal aid' },
    helpsWith: {
      uk: 'Юрист пояснить ваші права й допоможе із заявою до суду.',
      en: 'A lawyer explains your rights and helps with an application to a court.',
    },
    hours: 'always',
    isFree: true,
    isUrgent: false,
    validFrom: BEFORE,
    checkedOn: CHECKED,
    source: JUSTICE,
    isConfirmed: true,
  },
];

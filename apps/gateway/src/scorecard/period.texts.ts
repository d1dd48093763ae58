import type { Language } from '../site/module.ts';

const uk = {
  title: 'Обіцянки цього року',
  definition:
    'Обліковано з подій за цей рік; поряд – ті самі дні минулого року. Для часу показано медіану. Зміну названо лише тоді, коли її не пояснює випадковість. Домашнє насильство, школи та прострочені відвідування – за вже оприлюднені місяці.',
  caption: (from: string, to: string) => `З ${from} до ${to}`,
  promise: 'Обіцянка',
  counted: 'Обліковано',
  yearBefore: 'Торік за ті самі дні',
  change: 'Зміна',
  goal: 'Ціль',
  covered: (from: string, to: string) => `з ${from} до ${to}`,
  percent: (value: string) => `${value} %`,
  unknown: 'немає даних',
  leftOut: 'Чого не враховано',
  since2020: 'Порівняно з 2020 роком',
  trends: { fewer: 'менше', same: 'без помітної зміни', more: 'більше' },
};

const en: typeof uk = {
  title: 'Promises this year',
  definition:
    'Counted from incidents of this year, beside the same days of last year. Times are medians. A change is named only if chance does not explain it. Domestic violence, schools, and overdue visits cover the months that have been released.',
  caption: (from, to) => `From ${from} to ${to}`,
  promise: 'Promise',
  counted: 'Counted',
  yearBefore: 'Same days last year',
  change: 'Change',
  goal: 'Goal',
  covered: (from, to) => `from ${from} to ${to}`,
  percent: (value) => `${value}%`,
  unknown: 'no data',
  leftOut: 'What is left out',
  since2020: 'Compared with 2020',
  trends: { fewer: 'fewer', same: 'no clear change', more: 'more' },
};

export const PERIOD_TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };

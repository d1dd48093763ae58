import type { Language } from '../site/module.ts';

const uk = {
  title: 'Обіцянки цього року',
  definition:
    'Обліковано з подій за цей рік; поряд – ті самі дні минулого року. Для часу показано медіану. Зміну названо лише тоді, коли її не пояснює випадковість. Домашнє насильство і школи – за вже оприлюднені місяці, а прострочені відвідування – за вже оприлюднені квартали.',
  caption: (from: string, to: string) => `З ${from} до ${to}`,
  promise: 'Обіцянка',
  counted: 'Обліковано',
  yearBefore: 'Торік за ті самі дні',
  change: 'Зміна',
  goal: 'Ціль',
  covered: (from: string, to: string) => `з ${from} до ${to}`,
  percent: (value: string) => `${value} %`,
  unknown: 'немає даних',
  since2020: 'Порівняно з 2020 роком',
  trends: { fewer: 'менше', same: 'без помітної зміни', more: 'більше' },
};

const en: typeof uk = {
  title: 'Promises this year',
  definition:
    'Counted from incidents of this year, beside the same days of last year. Times are medians. A change is named only if chance does not explain it. Domestic violence and schools cover the months that have been released, and overdue visits cover the quarters that have been released.',
  caption: (from, to) => `From ${from} to ${to}`,
  promise: 'Promise',
  counted: 'Counted',
  yearBefore: 'Same days last year',
  change: 'Change',
  goal: 'Goal',
  covered: (from, to) => `from ${from} to ${to}`,
  percent: (value) => `${value}%`,
  unknown: 'no data',
  since2020: 'Compared with 2020',
  trends: { fewer: 'fewer', same: 'no clear change', more: 'more' },
};

export const PERIOD_TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };

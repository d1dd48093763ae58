import type { Chart, Language, UnitForms } from './chart.ts';

interface Wording {
  readonly noData: string;
  readonly first: string;
  readonly interval: string;
  readonly baseline: string;
  readonly demonstration: string;
  readonly name: string;
  readonly value: string;
  readonly low: string;
  readonly high: string;
  readonly target: string;
  readonly due: string;
  readonly reached: string;
  readonly population: string;
  readonly position: string;
  readonly class: string;
  readonly ofTarget: string;
  readonly noTarget: string;
  readonly innerLimits: string;
  readonly outerLimits: string;
  readonly farAbove: string;
  readonly above: string;
  readonly within: string;
  readonly below: string;
  readonly farBelow: string;
  readonly highest: string;
  readonly lowest: string;
  readonly latest: string;
  readonly values: string;
  readonly nothing: string;
  readonly classes: string;
  readonly areas: UnitForms;
  readonly without: UnitForms;
}

const WORDING: Readonly<Record<Language, Wording>> = {
  uk: {
    noData: 'немає даних',
    first: 'спершу опубліковано',
    interval: 'інтервал',
    baseline: 'Для порівняння',
    demonstration: 'Демонстрація: дані вигадані.',
    name: 'Назва',
    value: 'Значення',
    low: 'Від',
    high: 'До',
    target: 'Ціль',
    due: 'Термін',
    reached: 'Досягнуто',
    population: 'Населення',
    position: 'Відносно меж',
    class: 'Клас',
    ofTarget: '% цілі',
    noTarget: 'ціль не встановлено',
    innerLimits: 'межі 95\u00A0%',
    outerLimits: 'межі 99,8\u00A0%',
    farAbove: 'вище меж 99,8\u00A0%',
    above: 'вище меж 95\u00A0%',
    within: 'у межах випадковості',
    below: 'нижче меж 95\u00A0%',
    farBelow: 'нижче меж 99,8\u00A0%',
    highest: 'Найбільше',
    lowest: 'Найменше',
    latest: 'Останнє',
    values: 'Значення',
    nothing: 'Немає жодного значення.',
    classes: 'Класи',
    areas: { one: 'територія', few: 'території', many: 'територій', other: 'території' },
    without: { one: 'значення немає', few: 'значень немає', many: 'значень немає', other: 'значення немає' },
  },
  en: {
    noData: 'no data',
    first: 'first published',
    interval: 'interval',
    baseline: 'Compared with',
    demonstration: 'Demonstration: invented data.',
    name: 'Name',
    value: 'Value',
    low: 'From',
    high: 'To',
    target: 'Target',
    due: 'Due',
    reached: 'Reached',
    population: 'Population',
    position: 'Against the limits',
    class: 'Class',
    ofTarget: '% of the target',
    noTarget: 'no target set',
    innerLimits: '95% limits',
    outerLimits: '99.8% limits',
    farAbove: 'above the 99.8% limits',
    above: 'above the 95% limits',
    within: 'within chance',
    below: 'below the 95% limits',
    farBelow: 'below the 99.8% limits',
    highest: 'Highest',
    lowest: 'Lowest',
    latest: 'Latest',
    values: 'Values',
    nothing: 'There is no figure.',
    classes: 'Classes',
    areas: { one: 'territory', other: 'territories' },
    without: { one: 'figure is missing', other: 'figures are missing' },
  },
};

export function wordsOf(language: Language): Wording {
  return WORDING[language];
}

/** What stands below a chart, in its order. */
export function notesOf(chart: Chart, language: Language): readonly string[] {
  return [
    ...(chart.isDemonstration === true ? [WORDING[language].demonstration] : []),
    ...(chart.notes ?? []),
    ...(chart.kind === 'map' ? [chart.attribution] : []),
  ];
}

/** "Reached" of "reached". */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "21 подія", "1,5 події" */
export function counted(value: number, forms: UnitForms, language: Language): string {
  return `${number(value, language)}\u00A0${forms[new Intl.PluralRules(language).select(value)] ?? forms.other}`;
}

/** At most two fraction digits, three significant digits below 1; a power of ten from 10¹² on. */
export function number(value: number, language: Language): string {
  const magnitude = Math.abs(value);
  // Without the minus of -0.
  if (magnitude === 0) return '0';
  const kind = magnitude >= 1e12 || magnitude < 1e-4 ? 'scientific' : magnitude < 1 ? 'small' : 'plain';
  return formatOf(language, kind).format(value);
}

/** "63,2 %" of a share of 1. */
export function percent(share: number, language: Language): string {
  return `${number(Math.round(share * 1_000) / 10, language)}\u00A0%`;
}

const FORMATS = {
  plain: { maximumFractionDigits: 2, useGrouping: 'always' },
  small: { maximumSignificantDigits: 3 },
  scientific: { notation: 'scientific', maximumSignificantDigits: 3 },
} as const;

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, kind: keyof typeof FORMATS): Intl.NumberFormat {
  const key = `${language} ${kind}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language, FORMATS[kind]);
  formats.set(key, format);
  return format;
}

/** "3–8", or one number if both ends are equal. */
export function range(low: number, high: number, language: Language): string {
  const [from, to] = [number(low, language), number(high, language)];
  return from === to ? from : `${from}–${to}`;
}

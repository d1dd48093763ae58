import { Help, type Argument, type Command, type Option } from 'commander';
import { language } from './language.ts';

/** What commander itself says is English: this is the rest of the help and its errors, in the language of the output. */
export const USAGE_WORDS: Partial<Help> = {
  styleTitle: (title) => inLanguage(title),
  commandUsage: (command: Command) => inLanguage(new Help().commandUsage(command)),
  optionTerm: (option: Option) => inLanguage(new Help().optionTerm(option)),
  argumentTerm: (argument: Argument) => {
    const name = new Help().argumentTerm(argument);
    return language() === 'en' ? name : (PLACEHOLDERS[name] ?? name);
  },
  subcommandTerm: (command: Command) => inLanguage(new Help().subcommandTerm(command)),
  optionDescription: (option: Option) => described(new Help().optionDescription(option)),
  argumentDescription: (argument: Argument) => described(new Help().argumentDescription(argument)),
};

/** An empty default says nothing. */
function described(text: string): string {
  const said = text.replace(/,? ?\(?default: (""|\[\]|false)\)?$/, (found) => (found.startsWith(',') ? ')' : ''));
  return language() === 'en'
    ? said
    : said.replace('(choices: ', '(значення: ').replace(/([ (])default: /, '$1типово: ');
}

/** A title, a term, or an error of commander in the language of the output. */
export function inLanguage(text: string): string {
  if (language() === 'en') return text;
  const said = MESSAGES.reduce((before, [pattern, words]) => before.replace(pattern, words), text);
  const named = said.replaceAll(
    /аргументу '([^']*)'/g,
    (_, name: string) => `аргументу '${PLACEHOLDERS[name] ?? name}'`,
  );
  return named.replaceAll(/<[a-z][^<>]*>|\[[a-z][^[\]]*\]/gi, (placeholder) =>
    placeholder.replaceAll(/[a-z][a-z -]*[a-z]|[a-z]/gi, (words) => PLACEHOLDERS[words] ?? words),
  );
}

const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^Usage:/, 'Виклик:'],
  [/^Arguments:/, 'Аргументи:'],
  [/^Options:/, 'Параметри:'],
  [/^Commands:/, 'Команди:'],
  [/^error: /, 'помилка: '],
  [/unknown option '/, "невідомий параметр '"],
  [/unknown command '/, "невідома команда '"],
  [/\(Did you mean (?:one of )?(.*)\?\)/, '(Можливо, $1?)'],
  [/missing required argument '(.*)'/, "бракує аргументу '$1'"],
  [/required option '(.*)' not specified/, "бракує обов’язкового параметра '$1'"],
  [/option '(.*)' argument missing/, "параметр '$1' потребує значення"],
  [/option '(.*)' argument '(.*)' is invalid\./, "значення '$2' параметра '$1' хибне."],
  [/command-argument value '(.*)' is invalid for argument '(.*)'\./, "значення '$1' аргументу '$2' хибне."],
  [/option '(.*)' cannot be used with option '(.*)'/, "параметр '$1' не поєднується з параметром '$2'"],
  [/Allowed choices are /, 'Дозволено: '],
  [
    /too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)/,
    'забагато аргументів: потрібно $2, є $3',
  ],
];

/** What stands for a value in the help. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  options: 'параметри',
  command: 'команда',
  day: 'день',
  text: 'текст',
  name: 'назва',
  code: 'код',
  word: 'слово',
  file: 'файл',
  service: 'служба',
  'code or name': 'код або назва',
  folder: 'тека',
  time: 'час',
  number: 'номер',
  hromada: 'громада',
  token: 'токен',
  letter: 'номер',
  latitude: 'широта',
  longitude: 'довгота',
  degrees: 'градуси',
  days: 'дні',
  character: 'знак',
  measures: 'показники',
  letters: 'номери',
  zone: 'пояс',
  type: 'тип',
  system: 'система',
  state: 'стан',
  shell: 'оболонка',
  sequence: 'номер',
  seconds: 'секунди',
  producer: 'джерело',
  pixels: 'пікселі',
  value: 'значення',
  path: 'шлях',
  level: 'рівень',
  language: 'мова',
  kind: 'вид',
  export: 'вивантаження',
  dimension: 'вимір',
  codes: 'коди',
  classifier: 'класифікатор',
  version: 'версія',
  login: 'логін',
  measure: 'показник',
  hours: 'години',
};

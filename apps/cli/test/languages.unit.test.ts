import { CommanderError, type Command } from 'commander';
import { afterEach, expect, test } from 'vitest';
import { createProgram, wholeProgram } from '../src/program.ts';
import { chooseLanguage, type Language } from '../src/terminal/language.ts';

afterEach(() => chooseLanguage('en'));

/** Every text of a command and of those below it, by what it describes. */
function textsOf(command: Command, path: string): [string, string][] {
  const own: [string, string][] = [
    [path, command.description()],
    ...command.options.map(({ flags, description }): [string, string] => [`${path} ${flags}`, description]),
    ...command.registeredArguments.map((each): [string, string] => [`${path} ${each.name()}`, each.description]),
  ];
  return own.concat(command.commands.flatMap((child) => textsOf(child, `${path} ${child.name()}`)));
}

/** The help of a command and of those below it, as people see it. */
function helpsOf(command: Command, path: string): [string, string][] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 1_000 });
  command.outputHelp();
  return [[path, help], ...command.commands.flatMap((child) => helpsOf(child, `${path} ${child.name()}`))];
}

async function inLanguage<T>(language: Language, read: (program: Command, path: string) => T): Promise<T> {
  chooseLanguage(language);
  return read(await wholeProgram(), 'hromada');
}

const CYRILLIC = /[А-ЯҐЄІЇа-яґєії]/;

test('every command, argument and option is described in both languages', async () => {
  const uk = await inLanguage('uk', textsOf);
  const en = await inLanguage('en', textsOf);
  expect(uk.length).toBeGreaterThan(400);
  expect(uk.map(([what]) => what)).toEqual(en.map(([what]) => what));
  expect(uk.filter(([, text]) => !CYRILLIC.test(text))).toEqual([]);
  // What it names, and examples, may be Ukrainian.
  expect(en.filter(([, text]) => CYRILLIC.test(text.replaceAll(/: .*$/g, '')))).toEqual([]);
});

/** Names of commands, files and fields, and what is quoted, are the same in every language. */
function prose(line: string): string {
  return line
    .replaceAll(/(\.\/)?hromada [a-z-].*$/g, '')
    .replaceAll(/^ +\w+,\S.*$/g, '')
    .replaceAll(/"[^"]*"|`[^`]*`|\([^()]*: "[^()]*\)/g, '')
    .replaceAll(/--?[a-z-]+|\S*[_./:=<>{}]\S*/gi, '');
}

const LATIN_WORDS = /\p{Script=Latin}{2,}(?:,? \p{Script=Latin}{2,}){2,}/u;

test('the Ukrainian help has no sentence in English', async () => {
  const found = (await inLanguage('uk', helpsOf)).flatMap(([path, help]) =>
    help.split('\n').flatMap((line) => {
      const [words] = LATIN_WORDS.exec(prose(line)) ?? [];
      const isChoice = /значення: |^ +[a-z-]+,|[a-z-]+, [a-z-]+, /.test(line);
      return words === undefined || isChoice ? [] : [`${path}: ${words}`];
    }),
  );
  expect(found).toEqual([]);
});

test.each([
  ['fly', "помилка: невідома команда 'fly'"],
  ['scorecard --colour', "помилка: невідомий параметр '--colour'"],
  ['officers list --oblas x', '(Можливо, --oblast?)'],
  ['audit export', "помилка: бракує аргументу 'служба'"],
  ['audit export moon', "значення 'moon' аргументу 'служба' хибне. Має бути одне з: officer-registry, "],
  ['rebuild statistics incidents', "помилка: бракує обов’язкового параметра '--reason <текст>'"],
  ['anomalies --page-size', "помилка: параметр '--page-size <n>' потребує значення"],
  [
    'anomalies --page-size many',
    "значення 'many' параметра '--page-size <n>' хибне. Має бути ціле число від 1 до 500.",
  ],
  ['completion tcsh', 'Дозволено: bash, zsh, fish.'],
  ['law --history --terms', "параметр '--history' не поєднується з параметром '--terms'"],
  ['backup a b', 'забагато аргументів: потрібно 1, є 2'],
])('hromada %s is refused in Ukrainian', async (line, message) => {
  chooseLanguage('uk');
  const words = line.split(' ');
  const program = await createProgram(words);
  let said = '';
  const listening = (command: Command): void => {
    command.configureOutput({ writeErr: (text) => (said += text) });
    for (const child of command.commands) listening(child);
  };
  listening(program);
  await expect(program.parseAsync(words, { from: 'user' })).rejects.toThrow(CommanderError);
  expect(said).toContain(message);
  expect(said).not.toMatch(/error|argument|invalid|option /);
});

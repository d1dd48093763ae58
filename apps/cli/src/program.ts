import { Command, Option } from 'commander';
import { COMMANDS } from './commands.ts';
import { asIs, chooseLanguage, languageOf, LANGUAGES, say } from './terminal/language.ts';
import { reportFailure } from './terminal/report-failure.ts';
import { inLanguage, USAGE_WORDS } from './terminal/usage-words.ts';
import { known } from './commands/option-values.ts';

/** Runs `hromada` with these words, and returns its exit code. */
export async function runProgram(words: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  try {
    chooseLanguage(languageOf(words, env));
    const program = await createProgram(words);
    await program.parseAsync([...words], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return reportFailure(error);
  }
}

/**
 * `hromada` with the commands that these words name; the others have only a name and a description. The completion of a shell
 * needs all of them.
 */
export async function createProgram(words: readonly string[]): Promise<Command> {
  const program = globalOptions(new Command('hromada'));
  const needsAll = words.includes('completion');
  for (const { name, about, load } of COMMANDS) {
    const command = needsAll || words.includes(name) ? await load() : new Command(name);
    program.addCommand(inheriting(command.description(say(about)), program));
  }
  return program;
}

/** With all its commands. */
export function wholeProgram(): Promise<Command> {
  return createProgram(['completion']);
}

function globalOptions(program: Command): Command {
  return program
    .description(
      say({
        uk: 'Безпечна громада: командний рядок для операторів і посадових осіб',
        en: 'Safe Community: command line for operators and officials',
      }),
    )
    .version('0.1.0', '-V, --version', say({ uk: 'версія', en: 'output the version number' }))
    .helpOption('-h, --help', say({ uk: 'ця довідка', en: 'display help for command' }))
    .helpCommand('help [command]', say({ uk: 'довідка про команду', en: 'display help for command' }))
    .configureHelp(USAGE_WORDS)
    .configureOutput({ outputError: (text, write) => write(inLanguage(text)) })
    .addOption(
      new Option(
        '--language <language>',
        say({
          uk: 'мова виводу (типово: за LC_ALL або LANG)',
          en: 'language of the output (default: by LC_ALL or LANG)',
        }),
      ).choices(LANGUAGES),
    )
    .option(
      '--home <folder>',
      say({
        uk: 'тека стану локального запуску (типово: $SAFE_COMMUNITY_HOME, інакше .local)',
        en: 'state folder of a local run (default: $SAFE_COMMUNITY_HOME, else .local)',
      }),
    )
    .option(
      '--pki <folder>',
      say({
        uk: 'тека з ca.pem, client.pem і client-key.pem (типово: pki у теці стану)',
        en: 'folder with ca.pem, client.pem and client-key.pem (default: pki in the state folder)',
      }),
    )
    .option('--officer-registry <host:port>', addressOf('officer-registry'), address)
    .option('--incident-intake <host:port>', addressOf('incident-intake'), address)
    .option('--camera-rollout <host:port>', addressOf('camera-rollout'), address)
    .option('--statistics <host:port>', addressOf('statistics'), address)
    .option(
      '--token-file <file>',
      say({
        uk: 'токен особи, яка діє (типово: $SAFE_COMMUNITY_TOKEN, інакше немає)',
        en: 'token of the acting person (default: $SAFE_COMMUNITY_TOKEN, else none)',
      }),
    )
    .option(
      '--purpose <name>',
      say({
        uk: 'мета звернень, де її вимагає політика (типово: $SAFE_COMMUNITY_PURPOSE)',
        en: 'purpose of the calls, where the policy requires one (default: $SAFE_COMMUNITY_PURPOSE)',
      }),
    )
    .addHelpText('after', say(EXIT_CODES))
    .exitOverride();
}

const EXIT_CODES = {
  uk: `
Коди завершення: 0 – успіх, 1 – збій або відмова, 2 – помилка у виклику.
Змінні середовища описано у README теки apps/cli.`,
  en: `
Exit codes: 0 success, 1 failure or rejection, 2 usage error.
For environment variables, see the README of apps/cli.`,
};

/** Separately created commands do not inherit settings of the program, such as exitOverride. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}

function addressOf(service: string): string {
  return say({ uk: `адреса служби ${service}`, en: `address of ${service}` });
}

function address(text: string): string {
  const isAddress = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/.test(text);
  return known(isAddress ? text : undefined, asIs('host:port'));
}

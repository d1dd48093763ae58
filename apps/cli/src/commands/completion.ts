import { Argument, type Command, type Option } from 'commander';
import { usualOf } from '../lists/group.ts';
import { say } from '../terminal/language.ts';
import { printText } from '../terminal/print.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const HELP = {
  uk: `
bash: source <(./hromada completion bash)
zsh:  source <(./hromada completion zsh)
fish: ./hromada completion fish | source`,
  en: `
bash: source <(./hromada completion bash)
zsh:  source <(./hromada completion zsh)
fish: ./hromada completion fish | source`,
};

const SHELLS: Readonly<Record<string, (places: readonly Place[], everywhere: readonly Offer[]) => string>> = {
  bash,
  zsh,
  fish,
};

/** `hromada completion` */
export function completionCommand(): Command {
  const shell = new Argument('<shell>', say({ uk: 'оболонка', en: 'shell' })).choices(Object.keys(SHELLS));
  return new SpokenCommand('completion')
    .addArgument(shell)
    .explains(HELP)
    .action((name: string, _: unknown, { parent: program }: Command) => {
      if (program === null) throw new Error('the command is of no program');
      const everywhere = program.options.map(offerOf);
      printText(SHELLS[name]?.(placesOf(program, program.name()), everywhere) ?? '');
    });
}

/** What may stand behind some words: "hromada officers". */
interface Place {
  readonly path: string;
  readonly words: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly Offer[];
}

interface Offer {
  readonly name: string;
  readonly about: string;
  readonly takesValue: boolean;
  readonly values: readonly string[];
}

function placesOf(command: Command, path: string): Place[] {
  const usual = usualOf(command);
  const own = [...(command.parent === null ? [] : command.options), ...(usual?.options ?? [])];
  const values = [...command.registeredArguments, ...(usual?.registeredArguments ?? [])].flatMap(
    ({ argChoices }) => argChoices ?? [],
  );
  const place = {
    path,
    words: [
      ...command.commands.map((child) => ({ name: child.name(), about: child.description() })),
      ...values.map((name) => ({ name, about: '' })),
    ],
    options: own.map(offerOf),
  };
  return [place, ...command.commands.flatMap((child) => placesOf(child, `${path} ${child.name()}`))];
}

function offerOf({ long, description, required, optional, argChoices }: Option): Offer {
  return { name: long ?? '', about: description, takesValue: required || optional, values: argChoices ?? [] };
}

/** In single quotes of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function bash(places: readonly Place[], everywhere: readonly Offer[]): string {
  const valued = (options: readonly Offer[]) => options.filter(({ takesValue }) => takesValue);
  const values = [
    ...places.flatMap(({ path, options }) =>
      valued(options).map(({ name, values: of }) => caseOf(quoted(`${path} ${name}`), of)),
    ),
    ...valued(everywhere).map(({ name, values: of }) => caseOf(`*${quoted(` ${name}`)}`, of)),
  ];
  const words = places.map(({ path, words: of, options }) =>
    caseOf(
      quoted(path),
      [...of, ...options, ...everywhere].map(({ name }) => name),
    ),
  );
  return `_hromada() {
  local cur=\${COMP_WORDS[COMP_CWORD]} path=hromada i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${places.map(({ path }) => quoted(path)).join(' | ')}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path \${COMP_WORDS[COMP_CWORD - 1]}" in
${values.join('\n')}
  esac
  case "$path" in
${words.join('\n')}
  esac
}
complete -o default -F _hromada hromada`;
}

/** Without words, the shell completes names of files. */
function caseOf(pattern: string, words: readonly string[]): string {
  const reply = words.length === 0 ? '' : ` COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$cur"));`;
  return `    ${pattern})${reply} return ;;`;
}

/** zsh reads completions of bash. */
function zsh(places: readonly Place[], everywhere: readonly Offer[]): string {
  return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash(places, everywhere)}`;
}

function fish(places: readonly Place[], everywhere: readonly Offer[]): string {
  const offer = (start: string, { name, about, takesValue, values }: Offer) => {
    const takes = !takesValue ? ' -f' : values.length === 0 ? ' -r' : ` -x -a ${inFish(values.join(' '))}`;
    return `${start} -l ${name.replace(/^--/, '')}${takes} -d ${inFish(about)}`;
  };
  const lines = places.flatMap(({ path, words, options }) => {
    const at = `complete -c hromada -n ${inFish(`test (__hromada_path) = "${path}"`)}`;
    return [
      ...words.map(({ name, about }) => `${at} -f -a ${inFish(name)} -d ${inFish(about)}`),
      ...options.map((option) => offer(at, option)),
    ];
  });
  lines.push(...everywhere.map((option) => offer('complete -c hromada', option)));
  return `set -g __hromada_paths ${places.map(({ path }) => inFish(path)).join(' ')}
function __hromada_path
  set -l path hromada
  for word in (commandline -opc)[2..-1]
    if contains -- "$path $word" $__hromada_paths
      set path "$path $word"
    end
  end
  echo $path
end
${lines.join('\n')}`;
}

function inFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

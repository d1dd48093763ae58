import { Command, Option } from 'commander';
import { say, type Text } from './language.ts';

type Parse<Value> = (text: string, before: Value) => Value;

/** How an option or an argument is read, and what it is if it is not given; then what it means. */
type Meaning<Value> =
  | [about: Text]
  | [usual: string, about: Text]
  | [parse: Parse<Value>, about: Text]
  | [parse: Parse<Value>, usual: Value, about: Text];

interface Choice<Value> {
  readonly all: readonly string[];
  readonly parse: Parse<Value>;
}

/** A command whose texts are in both languages. A flag that is not given is false. */
export class SpokenCommand extends Command {
  about(text: Text): this {
    return this.description(say(text));
  }

  takes<Value = never>(flags: string, ...meaning: Meaning<Value>): this {
    return this.addOption(optionOf(flags, meaning));
  }

  requires<Value = never>(flags: string, ...meaning: Meaning<Value>): this {
    return this.addOption(optionOf(flags, meaning).makeOptionMandatory());
  }

  /** One of these words, or several if `parse` adds to what was given before. */
  chooses<Value>(flags: string, { all, parse }: Choice<Value>, about: Text): this {
    return this.addOption(new Option(flags, say(about)).choices(all).argParser(parse));
  }

  names<Value = never>(name: string, ...meaning: Meaning<Value>): this {
    const { about, parse } = partsOf(meaning);
    return parse === undefined ? this.argument(name, about) : this.argument(name, about, parse);
  }

  /** Below the options. */
  explains(text: Text): this {
    return this.addHelpText('after', say(text));
  }
}

function optionOf<Value>(flags: string, meaning: Meaning<Value>): Option {
  const { about, parse, usual } = partsOf(meaning);
  const option = new Option(flags, about);
  if (parse !== undefined) option.argParser(parse);
  if (usual !== undefined) return option.default(usual);
  return option.isBoolean() && !option.negate ? option.default(false) : option;
}

function partsOf<Value>(meaning: Meaning<Value>) {
  const about = say(meaning.at(-1) as Text);
  const [first, second] = meaning.slice(0, -1) as (Parse<Value> | Value | string | undefined)[];
  if (typeof first === 'function') return { about, parse: first as Parse<Value>, usual: second };
  return { about, parse: undefined, usual: first };
}

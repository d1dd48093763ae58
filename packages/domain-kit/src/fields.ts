import { propertyName, type FieldOf } from './proto-name.ts';
import { checkUuid } from './uuid.ts';
import { within, type Violation } from './violation.ts';

/**
 * Reads the fields of a request and collects every rule that they break, so that the caller learns all of them at once.
 * A field that breaks a rule reads as a placeholder that nobody sees: a caller that has violations drops the value.
 */
export class Fields<Message extends object> {
  readonly #message: Message;
  readonly #violations: Violation[] = [];

  constructor(message: Message) {
    this.#message = message;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  /** Reports rules that the domain has found broken. */
  check(broken: readonly Violation[]): void {
    this.#violations.push(...broken);
  }

  /** A UUID, in lower case. */
  uuid(name: FieldOf<Message, string>): string {
    const id = this.#textOf(name);
    this.check(checkUuid(id, name));
    return id.toLowerCase();
  }

  /** The same, or empty for none. */
  optionalUuid(name: FieldOf<Message, string>): string {
    return this.#textOf(name) === '' ? '' : this.uuid(name);
  }

  /** @param check the rules of the domain for this text. */
  text(name: FieldOf<Message, string>, check: (text: string, field: string) => readonly Violation[]): string {
    const text = this.#textOf(name);
    this.check(check(text, name));
    return text;
  }

  /**
   * The domain's word for a number of an enum.
   * @param toWord undefined for a number that the contract does not know.
   * @param words in the error: "must be one of the known roles".
   */
  word<Word>(name: FieldOf<Message, number>, toWord: (number: number) => Word | undefined, words: string): Word {
    const word = toWord(this.#valueOf(name) as number);
    if (word === undefined) this.check([{ field: name, rule: `must be one of the known ${words}` }]);
    return word as Word;
  }

  /** A time that was given and is one: out of range, a timestamp reads as an invalid date. */
  time(name: FieldOf<Message, Date | undefined>): Date {
    const time = this.optionalTime(name);
    if (time === undefined) this.check([{ field: name, rule: 'must be given' }]);
    return time as Date;
  }

  /** The same, or undefined when it is absent. */
  optionalTime(name: FieldOf<Message, Date | undefined>): Date | undefined {
    const time = this.#valueOf(name) as Date | undefined;
    if (time !== undefined && Number.isNaN(time.getTime())) this.check([{ field: name, rule: 'must be a valid time' }]);
    return time;
  }

  /** The value of a part of the request that was read separately; what it breaks is reported. */
  part<Value>(parsed: Parsed<Value>): Value {
    if ('value' in parsed) return parsed.value;
    this.check(parsed.violations);
    return undefined as Value;
  }

  /** Reads the elements of a list; a violation names its element: "hours[2].opens". */
  list<Item extends object, Value>(
    name: FieldOf<Message, readonly Item[]>,
    read: (item: Item, fields: Fields<Item>) => Value,
  ): Value[] {
    return (this.#valueOf(name) as readonly Item[]).map((item, index) => {
      const fields = new Fields(item);
      const value = read(item, fields);
      this.check(within(`${name}[${index}]`, fields.violations));
      return value;
    });
  }

  #textOf(name: string): string {
    return this.#valueOf(name) as string;
  }

  #valueOf(name: string): unknown {
    return (this.#message as Record<string, unknown>)[propertyName(name)];
  }
}

/** A message that was read: its value, or what keeps it from having one. */
export type Parsed<Value> = { readonly value: Value } | { readonly violations: readonly Violation[] };

/** Reads a message as `read` says. */
export function parseFields<Message extends object, Value>(
  message: Message,
  read: (message: Message, fields: Fields<Message>) => Value,
): Parsed<Value> {
  const fields = new Fields(message);
  const value = read(message, fields);
  return fields.violations.length === 0 ? { value } : { violations: fields.violations };
}

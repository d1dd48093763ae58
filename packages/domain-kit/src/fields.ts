import { propertyName, type FieldOf } from './proto-name.ts';
import { invalid, type Refusal } from './refusal.ts';
import { checkUuid } from './uuid.ts';
import { within, type Violation } from './violation.ts';

/**
 * Reads the fields of a request and collects all violations, so that the caller learns of them at once. An invalid
 * field reads as a placeholder that is never used: if there are violations, the value is discarded.
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

  /** Adds violations that the domain found. */
  check(broken: readonly Violation[]): void {
    this.#violations.push(...broken);
  }

  /**
   * The refusal of the message with all violations, for a value that cannot be made without a valid field.
   *
   * @throws Error if no violation was found: nobody could correct such a request.
   */
  refusal(broken: readonly Violation[] = []): Refusal {
    this.check(broken);
    if (this.#violations.length === 0) throw new Error('a refusal without a violation');
    return invalid([...this.#violations]);
  }

  /** A UUID, in lower case. */
  uuid(name: FieldOf<Message, string>): string {
    const id = this.#textOf(name);
    this.check(checkUuid(id, name));
    return id.toLowerCase();
  }

  /** The same; empty if the field is empty. */
  optionalUuid(name: FieldOf<Message, string>): string {
    return this.#textOf(name) === '' ? '' : this.uuid(name);
  }

  /** @param check the domain's rules for this text. */
  text(name: FieldOf<Message, string>, check: (text: string, field: string) => readonly Violation[]): string {
    const text = this.#textOf(name);
    this.check(check(text, name));
    return text;
  }

  /**
   * The domain's word for a number of an enum.
   * @param toWord returns undefined for a number that the contract does not know.
   * @param words for the error: "must be one of the known roles".
   */
  word<Word>(name: FieldOf<Message, number>, toWord: (number: number) => Word | undefined, words: string): Word {
    const word = toWord(this.#valueOf(name) as number);
    if (word === undefined) this.check([{ field: name, rule: `must be one of the known ${words}` }]);
    return word as Word;
  }

  /** A required, valid time: a timestamp out of range is decoded as an invalid date. */
  time(name: FieldOf<Message, Date | undefined>): Date {
    const time = this.optionalTime(name);
    if (time === undefined) this.check([{ field: name, rule: 'must be given' }]);
    return time as Date;
  }

  /** The same; undefined if it is absent. */
  optionalTime(name: FieldOf<Message, Date | undefined>): Date | undefined {
    const time = this.#valueOf(name) as Date | undefined;
    if (time !== undefined && Number.isNaN(time.getTime())) this.check([{ field: name, rule: 'must be a valid time' }]);
    return time;
  }

  /** The value of a part of the request that was parsed separately; its violations are added. */
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

/** The result of parsing a message: its value, or its violations. */
export type Parsed<Value> = { readonly value: Value } | { readonly violations: readonly Violation[] };

/** Parses a message with `read`. */
export function parseFields<Message extends object, Value>(
  message: Message,
  read: (message: Message, fields: Fields<Message>) => Value,
): Parsed<Value> {
  const fields = new Fields(message);
  const value = read(message, fields);
  return fields.violations.length === 0 ? { value } : { violations: fields.violations };
}

import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { contracts, limitOf } from '@safe-community/contracts/inventory';
import type { Violation } from '@safe-community/domain-kit';
import { brokenTextRule, plainText, type TextLimit } from './plain-text.ts';

/** A decoded message, as generated code makes it. */
type Decoded = Record<string | number, unknown>;

/** Looks at one value, which stands in `holder` under `key`, and tells what is wrong with it. */
type Look = (holder: Decoded, key: string | number, path: string, broken: Violation[]) => void;

/** Who sends more mistakes than these is not told of each. */
const MOST_VIOLATIONS = 50;

/**
 * Compares a decoded message with the limits that its fields declare (`safecommunity.data.v1.limit`), brings its texts
 * into Unicode's form NFC, and returns what is wrong: the first 50 fields, each by its path in proto names.
 *
 * Requests are looked at before a handler has them. It is for handlers to call where parts of a request stand or fall
 * each by itself: those are passed over, and stay as they came.
 *
 * @param type full name: "safecommunity.incidents.v1.ImportRow"
 */
export function inspectMessage(type: string, message: object): Violation[] {
  const broken: Violation[] = [];
  lookInto(type)?.(message, '', broken);
  return broken;
}

type LookInto = (message: object, path: string, broken: Violation[]) => void;

const known = new Map<string, LookInto | undefined>();

/** How to look at a message of this type; nothing when there is nothing to look at. Made once for each type. */
export function lookInto(type: string): LookInto | undefined {
  if (known.has(type)) return known.get(type);
  const message = contracts().getMessage(type);
  if (message === undefined) throw new Error(`the contracts have no message ${type}`);
  const look = ofMessage(message);
  known.set(type, look);
  return look;
}

function ofMessage({ fields, oneofs }: DescMessage): LookInto | undefined {
  const plain = fields.filter(({ oneof }) => oneof === undefined).flatMap(keyed);
  const looks = [
    ...plain,
    ...oneofs.flatMap(({ localName, fields: cases }) => ofCases(localName, cases.flatMap(keyed))),
  ];
  if (looks.length === 0) return undefined;
  return (decoded, path, broken) => {
    const message = decoded as Decoded;
    for (const { key, look } of looks) {
      if (broken.length >= MOST_VIOLATIONS) return;
      if (message[key] !== undefined) look(message, key, path, broken);
    }
  };
}

interface Keyed {
  readonly key: string;
  readonly look: Look;
}

function keyed(field: DescField): Keyed[] {
  const look = ofField(field);
  return look === undefined ? [] : [{ key: field.localName, look }];
}

/** Of a oneof the message has one case with its value: `{ $case: 'row', value }`. */
function ofCases(key: string, cases: readonly Keyed[]): Keyed[] {
  const byCase = new Map(cases.map(({ key: name, look }) => [name, look]));
  if (byCase.size === 0) return [];
  const look: Look = (message, at, path, broken) => {
    const chosen = message[at] as Decoded & { $case: string };
    byCase.get(chosen.$case)?.(chosen, 'value', path, broken);
  };
  return [{ key, look }];
}

function ofField(field: DescField): Look | undefined {
  const { apart, items } = limitOf(field);
  if (field.fieldKind === 'map')
    throw new Error(`${field.parent.typeName}.${field.name} is a map: nothing looks into it`);
  const one = apart ? undefined : ofValue(field);
  return field.fieldKind === 'list' ? ofList(field.name, items, one) : one && under(field.name, one);
}

/** Looks at one value whose path is known. */
function ofValue(field: DescField): Look | undefined {
  const { characters, bytes, lines } = limitOf(field);
  if (field.scalar === ScalarType.STRING) return ofText(requireLimit(field, { characters, lines }));
  if (field.scalar === ScalarType.BYTES) return ofBytes(bytes);
  const into = field.message && lookInto(field.message.typeName);
  return into && ((holder, key, path, broken) => into(holder[key] as object, `${path}.`, broken));
}

function under(name: string, look: Look): Look {
  return (holder, key, path, broken) => look(holder, key, path + name, broken);
}

function ofList(name: string, items: number, one: Look | undefined): Look {
  return (holder, key, path, broken) => {
    const list = holder[key] as unknown[] & Decoded;
    if (list.length > items) broken.push({ field: path + name, rule: `must be at most ${items}` });
    else if (one !== undefined) {
      for (let index = 0; index < list.length && broken.length < MOST_VIOLATIONS; index += 1) {
        one(list, index, `${path}${name}[${index}]`, broken);
      }
    }
  };
}

/** Such a method does not start. */
function requireLimit(field: DescField, limit: TextLimit): TextLimit {
  if (limit.characters > 0) return limit;
  throw new Error(`${field.parent.typeName}.${field.name} declares no limit`);
}

function ofText(limit: TextLimit): Look {
  return (holder, key, field, broken) => {
    const text = holder[key] as string;
    if (text === '') return;
    const plain = plainText(text, limit);
    if (plain === undefined) broken.push({ field, rule: brokenTextRule(text, limit) });
    else if (plain !== text) holder[key] = plain;
  };
}

function ofBytes(most: number): Look {
  return (holder, key, field, broken) => {
    const { length } = holder[key] as Uint8Array;
    if (length > most) broken.push({ field, rule: `must be at most ${most} bytes` });
  };
}

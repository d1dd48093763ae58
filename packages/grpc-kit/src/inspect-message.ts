import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { contracts, isFieldMask, limitOf } from '@safe-community/contracts/inventory';
import type { Violation } from '@safe-community/domain-kit';
import { brokenTextRule, plainText, type TextLimit } from './plain-text.ts';

/** A decoded message, as generated code makes it. */
type Decoded = Record<string | number, unknown>;

/** Checks one value, at `key` of `holder`, and adds its violations to `broken`. */
type Look = (holder: Decoded, key: string | number, path: string, broken: Violation[]) => void;

/** The maximum number of violations in one response. */
const MAX_VIOLATIONS = 50;

/**
 * Checks a decoded message against the limits that its fields declare (`safecommunity.data.v1.limit`) and the range of
 * its times, normalizes its texts to NFC, and returns the violations of the first 50 fields, each with its path in proto names.
 *
 * Every request is checked before its handler runs. Handlers call this for the parts of a request that are accepted or
 * rejected independently, such as the rows of an import, which the first check skips.
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

/** The check of a message type, created once. Undefined if the type has nothing to check. */
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
      if (broken.length >= MAX_VIOLATIONS) return;
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

/** A oneof is decoded as one case with its value: `{ $case: 'row', value }`. */
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
  // Generated code holds a mask as the list of its paths.
  const [paths] = isFieldMask(field.message) ? field.message.fields : [];
  if (paths !== undefined) return ofList(`${field.name}.paths`, limitOf(paths).items, ofValue(paths));
  const { apart, items } = limitOf(field);
  if (field.fieldKind === 'map')
    throw new Error(`${field.parent.typeName}.${field.name} is a map, which is not supported`);
  const one = apart ? undefined : ofValue(field);
  return field.fieldKind === 'list' ? ofList(field.name, items, one) : one && under(field.name, one);
}

/** The check of a single value. */
function ofValue(field: DescField): Look | undefined {
  const { characters, bytes, lines } = limitOf(field);
  if (field.scalar === ScalarType.STRING) return ofText(requireLimit(field, { characters, lines }));
  if (field.scalar === ScalarType.BYTES) return ofBytes(bytes);
  if (field.message?.typeName === 'google.protobuf.Timestamp') return lookAtTime;
  if (field.message?.typeName === 'google.protobuf.Duration') return lookAtDuration;
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
      for (let index = 0; index < list.length && broken.length < MAX_VIOLATIONS; index += 1) {
        one(list, index, `${path}${name}[${index}]`, broken);
      }
    }
  };
}

/** A service with such a method does not start. */
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

const FIRST_TIME = Date.parse('0001-01-01T00:00:00Z');
const LAST_TIME = Date.parse('9999-12-31T23:59:59.999Z');
const TIME_RULE = 'must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z, with nanos from 0 to 999999999';

/** What a Timestamp may hold. Of one that no date can hold, `markTime` makes one out of range. */
function lookAtTime(holder: Decoded, key: string | number, field: string, broken: Violation[]): void {
  const time = (holder[key] as Date).getTime();
  if (!(time >= FIRST_TIME && time <= LAST_TIME)) broken.push({ field, rule: TIME_RULE });
}

const MAX_DURATION_SECONDS = 315_576_000_000n;
const MAX_NANOS = 999_999_999;
const DURATION_RULE =
  'must be from -315576000000 to 315576000000 seconds, with nanos from -999999999 to 999999999 and of the same sign';

/** What a Duration may hold. */
function lookAtDuration(holder: Decoded, key: string | number, field: string, broken: Violation[]): void {
  const { seconds, nanos } = holder[key] as { readonly seconds: bigint; readonly nanos: number };
  const isInRange = seconds >= -MAX_DURATION_SECONDS && seconds <= MAX_DURATION_SECONDS && Math.abs(nanos) <= MAX_NANOS;
  const isOfOneSign = seconds === 0n || nanos === 0 || seconds > 0n === nanos > 0;
  if (!isInRange || !isOfOneSign) broken.push({ field, rule: DURATION_RULE });
}

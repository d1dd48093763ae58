import { getOption, hasOption, type DescField, type DescMessage, type DescMethod } from '@bufbuild/protobuf';
import { contracts } from './contracts.ts';

/** See `safecommunity.data.v1.Data`. */
export type DataClass = 'CODE' | 'PUBLIC_TEXT' | 'INTERNAL' | 'PERSONAL' | 'SECRET';

/** See `safecommunity.data.v1.Limit`; 0 if nothing is declared. */
export interface Limit {
  readonly characters: number;
  readonly lines: boolean;
  readonly items: number;
  readonly bytes: number;
  readonly apart: boolean;
}

const HOLDS = 'safecommunity.data.v1.holds';
const LIMIT = 'safecommunity.data.v1.limit';
const MAX_BYTES = 'safecommunity.access.v1.max_request_bytes';
const DATA = 'safecommunity.data.v1.Data';
const NO_LIMIT: Limit = { characters: 0, lines: false, items: 0, bytes: 0, apart: false };
/** The limit of a code without a limit of its own. */
const CODE_CHARACTERS = 100;
const USUAL_MOST_BYTES = 65_536;
/** Field masks are not ours, so their field cannot declare a limit. */
const PATHS: Limit = { ...NO_LIMIT, characters: CODE_CHARACTERS, items: 50 };

/** What the field contains; absent if it is not declared. */
export function holdingOf(field: DescField): DataClass | undefined {
  const number = optionOf(field, HOLDS);
  const name = contracts()
    .getEnum(DATA)
    ?.values.find((value) => value.number === number)?.localName;
  return name === undefined || number === 0 ? undefined : (name as DataClass);
}

/** Whether it is the type of a mask that names the fields to update. */
export function isFieldMask(message: DescMessage | undefined): message is DescMessage {
  return message?.typeName === 'google.protobuf.FieldMask';
}

/** The maximum that a request may contain. */
export function limitOf(field: DescField): Limit {
  if (isFieldMask(field.parent)) return PATHS;
  const said = (optionOf(field, LIMIT) ?? NO_LIMIT) as Limit;
  const isCode = said.characters === 0 && holdingOf(field) === 'CODE';
  return isCode ? { ...said, characters: CODE_CHARACTERS } : said;
}

/** The largest request that the method accepts; for a stream, the largest message. */
export function mostBytesOf(method: DescMethod): number {
  return Number(optionOf(method, MAX_BYTES) ?? USUAL_MOST_BYTES);
}

function optionOf(element: DescField | DescMethod, name: string): unknown {
  const option = contracts().getExtension(name);
  if (option === undefined) throw new Error(`the contracts define no option ${name}`);
  return hasOption(element, option) ? getOption(element, option) : undefined;
}

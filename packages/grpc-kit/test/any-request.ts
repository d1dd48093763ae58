import type { DescField, DescMessage, DescMethod } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { ourMethods } from '@safe-community/contracts/inventory';
import type { MethodDescription, ServiceDescription } from '../src/index.ts';

/** Every method of the contracts, with what ts-proto generates for it. */
export async function everyMethod(): Promise<[name: string, declared: DescMethod, method: MethodDescription][]> {
  return Promise.all(
    ourMethods().map(async (declared) => {
      const path = declared.parent.file.name.replace('safecommunity/', '');
      const file = (await import(`@safe-community/contracts/${path}.ts`)) as Record<string, ServiceDescription>;
      const method = file[`${declared.parent.name}Service`]?.[declared.localName];
      if (method === undefined) throw new Error(`no code is generated for ${declared.name}`);
      return [`${declared.parent.name}/${declared.name}`, declared, method] as const;
    }),
  ).then((found) => found.map(([name, declared, method]) => [name, declared, method]));
}

/** The ways to all fields that match, at any depth: each is a list of fields, the outermost first. */
export function waysTo(message: DescMessage, matches: (field: DescField) => boolean): DescField[][] {
  return message.fields.flatMap((field) => [
    ...(matches(field) ? [[field]] : []),
    ...(field.message === undefined ? [] : waysTo(field.message, matches).map((way) => [field, ...way])),
  ]);
}

/** The bytes of a request that holds these bytes at the end of the way, as the second item of each list of parts. */
export function bytesAt(way: readonly DescField[], content: Uint8Array): Uint8Array {
  const [field, ...rest] = way;
  if (field === undefined) return content;
  const writer = new BinaryWriter();
  if (isListOfParts(field)) writer.tag(field.number, WireType.LengthDelimited).bytes(new Uint8Array());
  return writer.tag(field.number, WireType.LengthDelimited).bytes(bytesAt(rest, content)).finish();
}

/** "report.attachments[1].uri" */
export function pathTo(way: readonly DescField[]): string {
  return way.map((field) => `${field.name}${indexOf(field)}`).join('.');
}

function indexOf(field: DescField): string {
  if (field.fieldKind !== 'list') return '';
  return isListOfParts(field) ? '[1]' : '[0]';
}

function isListOfParts(field: DescField): boolean {
  return field.fieldKind === 'list' && field.message !== undefined;
}

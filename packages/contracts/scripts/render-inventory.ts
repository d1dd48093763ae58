import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { fieldsOfRequests, holdingOf, limitOf, ourMessages, type DataClass } from '../src/inventory/index.ts';

/** The last kind is for lists that only declare how many elements a request may contain. */
const CLASSES: readonly (DataClass | undefined)[] = [
  'SECRET',
  'PERSONAL',
  'INTERNAL',
  'PUBLIC_TEXT',
  'CODE',
  undefined,
];

/** A table for each file of the contracts: its messages with the contents of their fields, the most sensitive first. */
export function renderInventory(): string {
  const inRequests = new Set(fieldsOfRequests().map(({ field }) => field));
  const byFile = Map.groupBy(
    ourMessages().filter(({ fields }) =>
      fields.some((field) => holdingOf(field) !== undefined || limitOf(field).items > 0),
    ),
    ({ file }) => file.name,
  );
  return [...byFile]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, messages]) => [
      `## ${file}.proto\n`,
      HEAD,
      ...messages.flatMap((each) => rowsOf(each, inRequests)),
      '',
    ])
    .flat()
    .join('\n');
}

const HEAD = '| message | holds | fields |\n|---|---|---|';

function rowsOf({ name, fields }: DescMessage, inRequests: ReadonlySet<DescField>): string[] {
  return CLASSES.flatMap((holding) => {
    const held = fields.filter(
      (field) => holdingOf(field) === holding && (holding !== undefined || limitOf(field).items > 0),
    );
    const said = held.map((field) => `${field.name}${inRequests.has(field) ? mostOf(field) : ''}`);
    return said.length === 0 ? [] : [`| ${name} | ${holding ?? ''} | ${said.join(', ')} |`];
  });
}

/** The limit of a field in requests. */
function mostOf(field: DescField): string {
  const { characters, lines, items, bytes } = limitOf(field);
  const said = [
    items === 0 ? '' : `at most ${items}`,
    field.scalar === ScalarType.STRING ? `${characters}${lines ? ', lines' : ''}` : '',
    bytes === 0 ? '' : `${bytes} bytes`,
  ].filter((text) => text !== '');
  return said.length === 0 ? '' : ` (${said.join(' of ')})`;
}

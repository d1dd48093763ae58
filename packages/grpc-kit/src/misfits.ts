import type { Step } from '@safe-community/contracts/wire';

/** "report.attachments[3].uri" */
export function pathOf(way: readonly Step[]): string {
  return way.map(({ field, index }) => (field.fieldKind === 'list' ? `${field.name}[${index}]` : field.name)).join('.');
}

/** Every date can be encoded again, and this one is in no range. */
const OUT_OF_RANGE_MS = 8_640_000_000_000_000;

/**
 * Puts a time of a decoded message out of range of which generated code made a date that holds another time, or none.
 * `inspectMessage` then reports it where it judges the message, which for the row of an import is with that row.
 */
export function markTime(message: object, way: readonly Step[]): void {
  let [holder, key]: [Decoded, string | number] = [{ '': message }, ''];
  for (const { field, index } of way) {
    let part = holder[key] as Decoded | undefined;
    key = field.localName;
    if (field.oneof !== undefined) {
      part = part?.[field.oneof.localName] as (Decoded & { readonly $case: string }) | undefined;
      if (part?.['$case'] !== field.localName) return;
      key = 'value';
    }
    if (field.fieldKind === 'list') [part, key] = [part?.[key] as Decoded | undefined, index];
    // A later occurrence of a part replaces it.
    if (part?.[key] === undefined) return;
    holder = part;
  }
  holder[key] = new Date(OUT_OF_RANGE_MS);
}

type Decoded = Record<string | number, unknown>;

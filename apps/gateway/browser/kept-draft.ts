/** The one draft that a browser keeps. */
export interface KeptDraft {
  /** Of the report that it belongs to. */
  readonly id: string;
  /** When the report was begun, milliseconds. */
  readonly at: number;
  /** Category and place, sealed by the gateway, which opens it for 24 hours. */
  readonly form: string;
  /** What was typed in the step of the details: names and values of its fields. */
  readonly fields: readonly Field[];
}

type Field = readonly [name: string, value: string];

export const MAX_MS = 24 * 3_600_000;

/** Undefined for a draft that is too old, and for a text that is none. A clock that is set back adds a day at most. */
export function readKept(text: string | null, now: number): KeptDraft | undefined {
  const draft = parsed(text);
  return draft === undefined || Math.abs(now - draft.at) > MAX_MS ? undefined : draft;
}

function parsed(text: string | null): KeptDraft | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    // Not written by this code.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, at, form, fields } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof at !== 'number' || typeof form !== 'string' || !Array.isArray(fields)) {
    return undefined;
  }
  return fields.every(isField) ? { id, at, form, fields } : undefined;
}

function isField(value: unknown): value is Field {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string');
}

/** Description and attributes: all that a draft keeps of a form, whatever else the form has. */
export function detailsAmong(entries: Iterable<readonly [string, unknown]>): Field[] {
  return [...entries].flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && (name === 'description' || name.startsWith('a-'))
      ? [[name, value] as const]
      : [],
  );
}

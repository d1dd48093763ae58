import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** Bytes of a form. */
const LARGEST_FORM = 64 * 1_024;
/** Characters of a field; longer texts are cut after the bound of every field of the contracts. */
const LONGEST_FIELD = 20_000;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const MULTIPART_TYPE = /^multipart\/form-data\s*;/i;

interface SentForm {
  readonly field: (name: string) => string;
  readonly fields: (name: string) => readonly string[];
  readonly names: readonly string[];
  /** Names of the fields that hold a file. Files are not kept. */
  readonly files: readonly string[];
}

type FormProblem = 'tooLarge' | 'notAForm';

/** A form of pages, which send it URL-encoded. */
export async function readForm(context: Context): Promise<SentForm | { readonly problem: FormProblem }> {
  if (!FORM_TYPE.test(context.req.header('content-type') ?? '')) return { problem: 'notAForm' };
  const read = await bounded(context, async () => new URLSearchParams(await context.req.text()));
  return read === undefined ? { problem: 'tooLarge' } : formOf([...read]);
}

/** A form of a program, which may also be multipart/form-data: some send it for the sake of pictures. */
export async function readProgramForm(context: Context): Promise<SentForm | { readonly problem: FormProblem }> {
  if (!MULTIPART_TYPE.test(context.req.header('content-type') ?? '')) return readForm(context);
  const read = await bounded(context, async () => {
    try {
      return [...(await context.req.formData())];
    } catch (error) {
      // Not in the form that its content type says.
      if (error instanceof TypeError) return { problem: 'notAForm' as const };
      throw error;
    }
  });
  if (read === undefined) return { problem: 'tooLarge' };
  if ('problem' in read) return read;
  const isText = (entry: readonly [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  const files = read.filter(([, value]) => value instanceof File && !isNoFile(value)).map(([name]) => name);
  return formOf(read.filter(isText), files);
}

/** What browsers send for a field of files that was left empty. */
function isNoFile({ name, size }: File): boolean {
  return name === '' && size === 0;
}

/** Undefined for a body that is too large; at most `LARGEST_FORM` bytes of it are ever held. */
async function bounded<Value>(context: Context, read: () => Promise<Value>): Promise<Value | undefined> {
  let value: Value | undefined;
  let isTooLarge = false;
  const limit = bodyLimit({
    maxSize: LARGEST_FORM,
    onError: () => {
      isTooLarge = true;
      return new Response();
    },
  });
  await limit(context, async () => {
    value = await read();
  });
  return isTooLarge ? undefined : value;
}

function formOf(entries: readonly (readonly [string, string])[], files: readonly string[] = []): SentForm {
  const valuesOf = (name: string): string[] =>
    entries.filter(([each]) => each === name).map(([, value]) => value.slice(0, LONGEST_FIELD));
  return {
    field: (name) => valuesOf(name)[0] ?? '',
    fields: valuesOf,
    names: entries.map(([name]) => name),
    files,
  };
}

/**
 * Whether a browser says that the form stood on another site. Browsers without Sec-Fetch-Site send the origin "null"
 * because pages forbid the referrer; for them, the sealed field of the form decides, where it changes anything.
 */
export function isForeign(header: (name: string) => string | undefined): boolean {
  const site = header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin';
  const origin = header('origin');
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== header('host');
}

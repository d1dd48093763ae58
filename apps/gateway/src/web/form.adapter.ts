import type { Context, HonoRequest } from 'hono';
import type { Escaped, Page } from '../site/module.ts';

/** Bytes of a form. */
const MAX_FORM = 64 * 1_024;
/** Characters of a field; longer texts are cut after the bound of every field of the contracts. */
const MAX_FIELD_LENGTH = 20_000;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const MULTIPART_TYPE = /^multipart\/form-data\s*;/i;

interface SentForm {
  readonly field: (name: string) => string;
  readonly fields: (name: string) => readonly string[];
  readonly names: readonly string[];
  /** Names of the fields that hold a file. Files are not kept. */
  readonly files: readonly string[];
}

interface NoForm {
  readonly problem: 'tooLarge' | 'notAForm' | 'brokenOff';
}

/** A form of pages, which send it URL-encoded. */
async function readForm({ req }: Context): Promise<SentForm | NoForm> {
  if (!FORM_TYPE.test(req.header('content-type') ?? '')) return { problem: 'notAForm' };
  const sent = await bytesOf(req);
  return 'problem' in sent ? sent : formOf([...new URLSearchParams(new TextDecoder().decode(sent.bytes))]);
}

/** A form of a program, which may also be multipart/form-data: some send it for the sake of pictures. */
export async function readProgramForm(context: Context): Promise<SentForm | NoForm> {
  const { req } = context;
  const type = req.header('content-type') ?? '';
  if (!MULTIPART_TYPE.test(type)) return readForm(context);
  const sent = await bytesOf(req);
  if ('problem' in sent) return sent;
  const read = await partsOf(sent.bytes, type);
  if (read === undefined) return { problem: 'notAForm' };
  const isText = (entry: readonly [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  const files = read.filter(([, value]) => value instanceof File && !isNoFile(value)).map(([name]) => name);
  return formOf(read.filter(isText), files);
}

/** Undefined for bytes that are not in the form that their type says. */
async function partsOf(bytes: Uint8Array<ArrayBuffer>, type: string) {
  try {
    return [...(await new Response(bytes, { headers: { 'Content-Type': type } }).formData())];
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** What browsers send for a field of files that was left empty. */
function isNoFile({ name, size }: File): boolean {
  return name === '' && size === 0;
}

/** At most `MAX_FORM` bytes are ever held. */
async function bytesOf(req: HonoRequest): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> } | NoForm> {
  // Nothing here unpacks a body, and what it would grow to is unknown.
  if ((req.header('content-encoding') ?? 'identity').toLowerCase() !== 'identity') return { problem: 'notAForm' };
  if (Number(req.header('content-length') ?? 0) > MAX_FORM) return { problem: 'tooLarge' };
  const reader = req.raw.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    // Only the client ends a body before its time: it went away, sent a broken chunk, or was too slow.
    const part = await reader?.read().catch(() => 'brokenOff' as const);
    if (part === 'brokenOff') return { problem: part };
    if (part === undefined || part.done) return { bytes: Buffer.concat(parts, size) };
    size += part.value.byteLength;
    if (size > MAX_FORM) return { problem: 'tooLarge' };
    parts.push(part.value);
  }
}

function formOf(entries: readonly (readonly [string, string])[], files: readonly string[] = []): SentForm {
  const valuesOf = (name: string): string[] =>
    entries.filter(([each]) => each === name).map(([, value]) => value.slice(0, MAX_FIELD_LENGTH));
  return {
    field: (name) => valuesOf(name)[0] ?? '',
    fields: valuesOf,
    names: entries.map(([name]) => name),
    files,
  };
}

type FormFromOutside = NonNullable<Page<Escaped>['takesFromOutside']>;

/** A form that stood on our own page, or the one that may come from elsewhere. */
export async function readOwnForm(
  context: Context,
  outside: FormFromOutside | undefined,
): Promise<SentForm | NoForm | { readonly problem: 'foreign' }> {
  const isOfOthers = isForeign((name) => context.req.header(name));
  if (outside === undefined) return isOfOthers ? { problem: 'foreign' } : readForm(context);
  const form = await readProgramForm(context);
  if ('problem' in form) return form;
  return isOfOthers && form.field(outside.field) !== outside.value ? { problem: 'foreign' } : form;
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
  return !ownOrigins(header('host') ?? '').includes(origin);
}

/** As browsers write them: without a user, a path, or the usual port. TLS ends before the gateway, so it may be either. */
function ownOrigins(host: string): string[] {
  return ['http', 'https'].map((scheme) => `${scheme}://${host}`).flatMap((each) => URL.parse(each)?.origin ?? []);
}

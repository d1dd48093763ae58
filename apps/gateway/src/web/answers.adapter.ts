import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { layout, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { compressed } from './compression.adapter.ts';
import type { EndpointAnswer } from './endpoint.ts';
import { ENDPOINT_HEADERS, PREFLIGHT_HEADERS } from './headers.ts';

/** The variable of each request: whether its page says that it is one of a demonstration. */
export const DEMONSTRATION = 'isDemonstration';
/** The same: where visitors reach the pages; empty if that is not known. */
export const ORIGIN = 'origin';

const PAGE_CACHE = 'public, max-age=60';

/** The answer, or nothing if the program has it already. Other sites may read it: it holds nothing of a visitor. */
export function sendProgram(
  context: Context,
  { status, contentType, body, retryAfter }: EndpointAnswer,
): Promise<Response> | Response {
  for (const [name, value] of Object.entries(ENDPOINT_HEADERS)) context.header(name, value);
  if (retryAfter !== undefined) context.header('Retry-After', String(retryAfter));
  context.header('Content-Type', contentType);
  return status === 200 ? sendTagged(context, body) : context.body(body, status);
}

/** What may be asked here, and what another site may ask: to read. For anything else a browser finds no permission. */
export function sendOptions(context: Context, methods: readonly string[]): Response {
  context.header('Allow', methods.join(', '));
  const wanted = context.req.header('access-control-request-method');
  if (wanted === 'GET' || wanted === 'HEAD') {
    for (const [name, value] of Object.entries(PREFLIGHT_HEADERS)) context.header(name, value);
  }
  return context.body(null, 204);
}

/** The page, or nothing if the browser has it already. */
export async function send(context: Context, language: Language, content: PageContent<Escaped>): Promise<Response> {
  const isDemonstration = context.get(DEMONSTRATION) === true;
  const origin = String(context.get(ORIGIN) ?? '');
  const { text, etag } = await documentOf(language, { ...content, isDemonstration }, origin);
  const status = content.status ?? 200;
  context.header('Content-Language', language);
  if (status !== 200 || content.isPersonal === true) return context.html(text, status);
  context.header('Content-Type', 'text/html; charset=UTF-8');
  return sendTagged(context, text, PAGE_CACHE, etag());
}

/** The tag that the page is sent with. */
export async function tagOf(language: Language, content: PageContent<Escaped>, origin: string): Promise<string> {
  return (await documentOf(language, content, origin)).etag();
}

interface Document {
  readonly text: string;
  readonly etag: () => string;
}

/** Of bodies that pages remember: the map of the country has half a megabyte. */
const documents = new WeakMap<Escaped & object, Document & { readonly of: string }>();

async function documentOf(language: Language, content: PageContent<Escaped>, origin: string): Promise<Document> {
  // An object: the template makes no bare strings.
  const body = (await content.body) as Escaped & object;
  const of = [language, content.title, content.here, origin].join('\n');
  const known = documents.get(body);
  if (known?.of === of) return known;
  const text = String(await layout(language, { ...content, body }, origin));
  let etag: string | undefined;
  const made = { of, text, etag: () => (etag ??= etagOf(text)) };
  documents.set(body, made);
  return made;
}

function etagOf(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** Something that is no text, or nothing if the client has it already. */
export function sendBytes(context: Context, bytes: Uint8Array<ArrayBuffer>, cache: string): Response {
  const etag = etagOf(bytes);
  context.header('ETag', etag);
  context.header('Cache-Control', cache);
  return isKnown(context.req.header('if-none-match') ?? '', etag) ? context.body(null, 304) : context.body(bytes, 200);
}

/** The text, compressed if the client takes that, or nothing if the client has it already. */
export async function sendTagged(
  context: Context,
  text: string,
  cache = PAGE_CACHE,
  etag = etagOf(text),
): Promise<Response> {
  context.header('ETag', etag);
  context.header('Cache-Control', cache);
  context.header('Vary', 'Accept-Encoding', { append: true });
  if (isKnown(context.req.header('if-none-match') ?? '', etag)) return context.body(null, 304);
  const { method } = context.req;
  const packed =
    method === 'HEAD' ? undefined : await compressed(text, etag, context.req.header('accept-encoding') ?? '');
  if (packed === undefined) return context.body(text, 200);
  const { encoding, body } = packed;
  context.header('Content-Encoding', encoding);
  context.header('Content-Length', String(body.byteLength));
  context.header('ETag', `W/${etag}`);
  return context.body(body, 200);
}

/** Compared weakly: a proxy that compresses the answer makes its tag a weak one, and a client may name several. */
function isKnown(ifNoneMatch: string, etag: string): boolean {
  const tags = ifNoneMatch.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

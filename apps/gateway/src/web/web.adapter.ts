import type { Installation } from '@safe-community/domain-kit';
import type { Logger } from '@safe-community/telemetry';
import { httpServerDuration, requestsLimited, withSpan } from '@safe-community/telemetry';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context, type Handler, type MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { BackendError } from '../backend/module.ts';
import {
  DRAFT_SCRIPT,
  DRAFT_SCRIPT_PATH,
  LANGUAGES,
  pathIn,
  problemPage,
  SCRIPT,
  SCRIPT_PATH,
  STYLESHEET,
  STYLESHEET_PATH,
  type Escaped,
  type Language,
  type Page,
} from '../site/module.ts';
import { DEMONSTRATION, ORIGIN, send, sendBytes, sendOptions, sendProgram, sendTagged } from './answers.adapter.ts';
import { AWAY_SECONDS, type Endpoint, type EndpointAnswer, type ProgramProblem, type Programs } from './endpoint.ts';
import { readOwnForm, readProgramForm } from './form.adapter.ts';
import { securityHeaders } from './headers.ts';
import { originOf, visitorAddress, type Origin } from './network.ts';
import { visitorLimit, type Rate } from './rate-limit.ts';
import { routeName } from './route-name.ts';
import type { SiteFile } from './site-files.adapter.ts';
import { WORKER_PATH, WORKER_POLICY, workerScript } from './worker.adapter.ts';

interface WebOptions {
  readonly pages: readonly Page<Escaped>[];
  readonly programs: readonly Programs[];
  readonly files: readonly SiteFile[];
  /** What browsers keep for the time without a network; undefined retires their service worker. */
  readonly offlinePage: Page<Escaped> | undefined;
  /** Where portraits of officers come from; empty for nowhere. */
  readonly photoStore: string;
  /** Where visitors reach the pages, without a slash at the end; empty if nobody has said that. */
  readonly origin: string;
  /** Pages of a demonstration say what they are. */
  readonly installation: Installation;
  readonly logger: Logger;
  /** Proxies in front of the gateway, each of which adds to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Of one address. */
  readonly rate: Rate;
  /** Of forms, each of which costs a service a write or tries a secret. */
  readonly formRate: Rate;
  /** Milliseconds of a monotonic clock, for the rates. */
  readonly elapsed?: () => number;
  /** Whether the process may get requests; false while it stops. */
  readonly isReady: () => boolean;
}

/** Of any parameter; longer ones are cut. */
const MAX_TEXT_LENGTH = 200;
/** Of a parameter of a program, such as a list of ids. */
const MAX_QUERY_LENGTH = 4_000;
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';
/** They change with a release at most. */
const FILE_CACHE = 'public, max-age=86400';
const ASSET_CACHE = 'public, max-age=31536000, immutable';
/** Asked for each time: an old worker must not outlive its release. */
const WORKER_CACHE = 'no-cache';

export type WebApp = Hono<{ Variables: { [DEMONSTRATION]: boolean; [ORIGIN]: string } }>;

/** All routes: each page in both languages, the stylesheet, health. Every answer passes the same checks and headers. */
export function webApp(options: WebOptions): WebApp {
  const { pages, programs, files, offlinePage, logger, trustedProxies, rate, formRate, isReady } = options;
  const headers = securityHeaders(options.photoStore);
  const app: WebApp = new Hono({ strict: false });
  const refuse: Refuse = (context, problem) => {
    const { path } = context.req;
    const asked = programs.find(({ prefix }) => `${path}/`.startsWith(prefix));
    return asked === undefined
      ? send(context, languageOf(context), problemPage(languageOf(context), '/', problem))
      : sendProgram(context, asked.problem(path, problem, acceptOf(context)));
  };
  /** A program is told nothing of it, and the status alone does not say whether a service or a right is missing. */
  const noteFailure: NoteFailure = (context, { failure }) => {
    if (failure === undefined) return;
    const { problem: cause } = failure;
    logger.warn('a program got no answer', { error: failure, cause, route: routeOf(context) });
  };
  const refuseMethod = (context: Context, allowed: readonly string[]) => {
    context.header('Allow', allowed.join(', '));
    return refuse(context, 'readOnly');
  };
  const { elapsed = () => performance.now() } = options;
  const waitOf = visitorLimit(rate, elapsed);
  const waitOfForm = visitorLimit(formRate, elapsed);
  const originIn = (context: Context): Origin => {
    const peer = getConnInfo(context).remote.address ?? '';
    return originOf(visitorAddress(peer, context.req.header('x-forwarded-for') ?? '', trustedProxies));
  };
  const limitedBy =
    (wait: (origin: Origin) => number): MiddlewareHandler =>
    async (context, next) => {
      const waitMs = wait(originIn(context));
      if (waitMs === 0) return next();
      requestsLimited.add(1, {});
      context.header('Retry-After', String(Math.ceil(waitMs / 1_000)));
      return refuse(context, 'limited');
    };

  app.use(async (context, next) => {
    context.set(DEMONSTRATION, options.installation === 'demonstration');
    context.set(ORIGIN, options.origin);
    const started = performance.now();
    const { method } = context.req;
    const known = KNOWN.has(method) ? method : '_OTHER';
    await withSpan(known, 'server', {}, async (span) => {
      await next();
      const route = routeOf(context);
      const attributes = {
        'http.request.method': known,
        'http.route': route,
        'http.response.status_code': context.res.status,
      };
      span.set(attributes);
      if (context.res.status >= 500) span.fail(String(context.res.status));
      const durationMs = performance.now() - started;
      httpServerDuration.record(durationMs / 1_000, attributes);
      // The pattern of the route, never the address: what a person typed is in it.
      logger.info('request answered', {
        method: known,
        route,
        code: context.res.status,
        durationMs,
      });
    });
    for (const [name, value] of Object.entries(headers)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
  });

  /** An address that can only be read: any other method is refused there, and 404 where there is nothing. */
  const reads = (path: string, handler: Handler): void => {
    app.get(path, handler);
    app.all(path, (context) => refuseMethod(context, [...READS]));
  };
  reads('/health', (context) => context.text(isReady() ? 'ok' : 'stopping', isReady() ? 200 : 503));

  // Before the limit: the page that says so has to look like one, and nobody may be kept from the numbers to phone. They
  // cost little more than a refusal.
  for (const [path, contentType, text] of [
    [STYLESHEET_PATH, 'text/css; charset=utf-8', STYLESHEET],
    [SCRIPT_PATH, SCRIPT_TYPE, SCRIPT],
    [DRAFT_SCRIPT_PATH, SCRIPT_TYPE, DRAFT_SCRIPT],
  ] as const) {
    reads(path, (context) => {
      context.header('Content-Type', contentType);
      return sendTagged(context, text, ASSET_CACHE);
    });
  }

  let worker: Promise<string> | undefined;
  reads(WORKER_PATH, async (context) => {
    context.header('Content-Type', SCRIPT_TYPE);
    context.header('Content-Security-Policy', WORKER_POLICY);
    return sendTagged(
      context,
      await (worker ??= workerScript(offlinePage, options.installation, options.origin)),
      WORKER_CACHE,
    );
  });
  for (const page of pages.filter(({ isNeverLimited }) => isNeverLimited)) {
    for (const language of LANGUAGES) {
      // With parameters it is another page, which may ask a service.
      app.get(pathIn(language, page.path), (context, next) =>
        URL.parse(context.req.url)?.search === '' ? answer(context, language, page) : next(),
      );
    }
  }

  app.use(limitedBy(waitOf));
  const limited = limitedBy(waitOfForm);

  for (const { path, contentType, body } of files) {
    reads(path, (context) => {
      context.header('Content-Type', contentType);
      const content = body();
      return typeof content === 'string'
        ? sendTagged(context, content, FILE_CACHE)
        : sendBytes(context, content, FILE_CACHE);
    });
  }
  for (const page of pages) {
    for (const language of LANGUAGES) {
      const path = pathIn(language, page.path);
      if (page.submit === undefined) {
        reads(path, (context) => answer(context, language, page));
        continue;
      }
      app.get(path, (context) => answer(context, language, page));
      app.post(path, limited, (context) => answerForm(context, language, page));
      app.all(path, (context) => refuseMethod(context, [...READS, 'POST']));
    }
  }
  for (const { endpoints } of programs) {
    for (const endpoint of endpoints) {
      const allowed = [...READS, 'OPTIONS', ...(endpoint.submit === undefined ? [] : ['POST'])];
      app.get(endpoint.path, (context) => answerProgram(context, endpoint, noteFailure));
      app.options(endpoint.path, (context) => sendOptions(context, allowed));
      if (endpoint.submit !== undefined)
        app.post(endpoint.path, (context) => answerSent(context, endpoint, { refuse, noteFailure }));
      app.all(endpoint.path, (context) => refuseMethod(context, allowed));
    }
  }
  app.notFound((context) => refuse(context, 'missing'));
  app.onError((error, context) => {
    const problem = error instanceof BackendError ? error.problem : 'failed';
    if (problem === 'failed') logger.error('a page failed because of a bug', { error, route: routeOf(context) });
    else logger.warn('a page could not be shown', { error, cause: problem, route: routeOf(context) });
    if (problem === 'failed') return refuse(context, 'failed');
    if (problem === 'unavailable') context.header('Retry-After', String(AWAY_SECONDS));
    const shown = problem === 'refused' ? 'invalid' : problem;
    return send(context, languageOf(context), problemPage(languageOf(context), '/', shown));
  });
  return app;
}

type Refuse = (context: Context, problem: ProgramProblem) => Promise<Response> | Response;
type NoteFailure = (context: Context, answered: EndpointAnswer) => void;

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** Anything else in a metric would be chosen by the visitor. */
const KNOWN: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

async function answer(context: Context, language: Language, page: Page<Escaped>): Promise<Response> {
  return send(context, language, await page.read({ language, ...askedOf(context, MAX_TEXT_LENGTH) }));
}

async function answerForm(context: Context, language: Language, page: Page<Escaped>): Promise<Response> {
  const form = await readOwnForm(context, page.takesFromOutside);
  if ('problem' in form) return send(context, language, problemPage(language, page.path, form.problem));
  if (page.submit === undefined) throw new Error('the page takes no form');
  const content = await page.submit({ language, ...askedOf(context, MAX_TEXT_LENGTH), ...form });
  if ('seeOther' in content) return context.redirect(pathIn(language, content.seeOther), 303);
  return send(context, language, { ...content, isPersonal: true });
}

async function answerProgram(context: Context, endpoint: Endpoint, noteFailure: NoteFailure): Promise<Response> {
  const answered = await endpoint.read(askedOf(context, MAX_QUERY_LENGTH));
  noteFailure(context, answered);
  return sendProgram(context, answered);
}

async function answerSent(
  context: Context,
  endpoint: Endpoint,
  { refuse, noteFailure }: { readonly refuse: Refuse; readonly noteFailure: NoteFailure },
): Promise<Response> {
  const form = await readProgramForm(context);
  if ('problem' in form) return refuse(context, form.problem);
  if (endpoint.submit === undefined) throw new Error('the endpoint takes no form');
  const answered = await endpoint.submit({ ...askedOf(context, MAX_QUERY_LENGTH), ...form });
  noteFailure(context, answered);
  const { status, contentType, body, retryAfter } = answered;
  if (retryAfter !== undefined) context.header('Retry-After', String(retryAfter));
  // Only its sender may read what a program sent.
  return context.body(body, status, { 'Content-Type': contentType });
}

function askedOf(context: Context, longest: number) {
  return {
    param: (name: string) => (context.req.param(name) ?? '').slice(0, MAX_TEXT_LENGTH),
    query: (name: string) => (context.req.query(name) ?? '').slice(0, longest),
    queries: (name: string) => (context.req.queries(name) ?? []).map((each) => each.slice(0, longest)),
    asked: () => [...new Set(new URL(context.req.url).searchParams.keys())],
    accept: acceptOf(context),
  };
}

function acceptOf(context: Context): string {
  return context.req.header('accept') ?? '';
}

function languageOf(context: Context): Language {
  return /^\/en(\/|$)/.test(context.req.path) ? 'en' : 'uk';
}

/** The pattern that a request matched; one text for all that match none. */
const ALL_PATHS = '/*';

function routeOf(context: Context): string {
  // What applies to all paths, such as a limit, matches as well, also after the route.
  return routeName(matchedRoutes(context).findLast(({ path }) => path !== ALL_PATHS)?.path ?? ALL_PATHS);
}

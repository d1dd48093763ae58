import type { Installation } from '@safe-community/domain-kit';
import type { Backend, Call } from '../src/backend/module.ts';
import { BackendError } from '../src/backend/module.ts';
import type { Owner } from '../src/about/module.ts';
import { listedPaths, pagesOf, programsOf } from '../src/service.ts';
import { formSeal } from '../src/forms/module.ts';
import { OFFLINE_PAGE } from '../src/offline/module.ts';
import type { Escaped, Page } from '../src/site/module.ts';
import type { Endpoint } from '../src/web/module.ts';
import { listen, siteFiles, webApp, type Limits, type MaxConnections, type Rate } from '../src/web/module.ts';
import type { Answers } from './answer-of.ts';
import { formAnswers } from './form-answers.ts';
import { createLogger } from '@safe-community/telemetry';

/** The pages over a real socket. */
export interface RunningPages {
  readonly url: string;
  readonly port: number;
  /** Lines of the log. */
  readonly log: readonly string[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** The text of a page that must be there. */
  text(path: string): Promise<string>;
  stop(): Promise<void>;
}

export async function runPages(
  answers: Answers,
  {
    rate = { perSecond: 100_000, burst: 100_000 },
    formRate = { perSecond: 100_000, burst: 100_000 },
    trustedProxies = 0,
    clock = () => NOW,
    elapsed,
    isReady = () => true,
    port = 0,
    hasOfflinePage = true,
    photoStore = '',
    origin = '',
    owner,
    limits,
    maxConnections,
    installation = 'demonstration',
    services,
    watchPage = (page) => page,
    watchEndpoint = (endpoint) => endpoint,
  }: Options = {},
): Promise<RunningPages> {
  const log: string[] = [];
  const logger = createLogger({
    service: 'gateway',
    level: 'debug',
    destination: { write: (line) => void log.push(line) },
  });
  const known: Answers = { ...formAnswers(), ...answers };
  const call: Call = async ({ path }, request) => {
    const answer = known[path.split('/').at(-1) ?? ''];
    if (answer === undefined) throw new BackendError('unavailable');
    return answer(request as object) as never;
  };
  const backend = services ?? {
    installation,
    officers: call,
    incidents: call,
    cameras: call,
    statistics: call,
    close: () => undefined,
  };
  const securityContact = 'mailto:security@gromada.example';
  const named = owner === undefined ? { securityContact } : { owner, securityContact };
  const pages = pagesOf(backend, SEAL, { now: clock }, photoStore, '', named).map(watchPage);
  const programs = programsOf(backend, 'https://gromada.example', { now: clock }, photoStore).map((each) => ({
    ...each,
    endpoints: each.endpoints.map(watchEndpoint),
  }));
  const files = siteFiles({
    publicUrl: 'https://gromada.example',
    securityContact,
    now: clock,
    listed: listedPaths(pages),
  });
  const listening = await listen(
    webApp({
      pages,
      programs,
      files,
      offlinePage: hasOfflinePage ? pages.find(({ path }) => path === OFFLINE_PAGE.path) : undefined,
      photoStore,
      origin,
      installation: backend.installation,
      logger,
      trustedProxies,
      rate,
      formRate,
      ...(elapsed === undefined ? {} : { elapsed }),
      isReady,
    }),
    '127.0.0.1',
    port,
    limits,
    maxConnections,
  );
  const url = `http://127.0.0.1:${listening.port}`;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers, redirect: 'manual' });
  return {
    url,
    port: listening.port,
    log,
    get,
    async text(path) {
      const response = await get(path);
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      return response.text();
    },
    stop: () => listening.close(),
  };
}

interface Options {
  /** Stands before each page, to see what it is asked. */
  readonly watchPage?: (page: Page<Escaped>) => Page<Escaped>;
  readonly watchEndpoint?: (endpoint: Endpoint) => Endpoint;
  readonly rate?: Rate;
  readonly formRate?: Rate;
  /** Milliseconds of the clock of the rates. */
  readonly elapsed?: () => number;
  readonly trustedProxies?: number;
  readonly clock?: () => Date;
  readonly isReady?: () => boolean;
  /** Any free one if absent. */
  readonly port?: number;
  /** False retires the service worker. */
  readonly hasOfflinePage?: boolean;
  readonly photoStore?: string;
  /** Where visitors reach the pages; unknown if absent. */
  readonly origin?: string;
  /** Nobody if absent. */
  readonly owner?: Owner;
  /** A demonstration if absent. */
  readonly installation?: Installation;
  readonly limits?: Limits;
  readonly maxConnections?: MaxConnections;
  /** In place of the answers. */
  readonly services?: Backend;
}

/** Of forms in tests. */
export const SEAL = formSeal(['a secret of tests, which is long enough for anybody']);
const NOW = new Date('2026-11-28T10:00:00Z');

import { BackendError } from '../backend/module.ts';
import type { Endpoint, EndpointAnswer, Programs } from '../web/module.ts';
import { toJson, toXml, type Document } from './document.ts';
import type { Open311Reads } from './open311.client.ts';
import {
  definitionDocument,
  discoveryDocument,
  errorsDocument,
  requestsDocument,
  servicesDocument,
  type AnswerLanguage,
} from './open311.ts';
import { isRequestId, readQuery } from './query.ts';

type Format = 'xml' | 'json';

/** What an address answers: a document, or why there is none. */
type Outcome = Document | { readonly status: 400 | 404; readonly problems: readonly string[] };

interface Asked {
  /** The last part of the path, without the format. */
  readonly name: string;
  readonly query: (name: string) => string;
  readonly language: AnswerLanguage;
}

/** The reading part of Open311 GeoReport v2. */
export function open311(reads: Open311Reads, publicUrl: string): Programs {
  const base = '/open311/v2';
  const endpoints = [
    endpoint(`${base}/:name{discovery\\.(?:xml|json)}`, async () => discoveryDocument(publicUrl)),
    endpoint(`${base}/:name{services\\.(?:xml|json)}`, async ({ language }) =>
      servicesDocument(await reads.services(), language),
    ),
    endpoint(`${base}/services/:name{.+\\.(?:xml|json)}`, async ({ name, language }) => {
      const service = (await reads.services()).find(({ code }) => code === name);
      return service === undefined ? missing('service_code is unknown') : definitionDocument(service, language);
    }),
    endpoint(`${base}/:name{requests\\.(?:xml|json)}`, async ({ query, language }) => {
      const read = readQuery(query);
      if ('problems' in read) return { status: 400, problems: read.problems };
      return requestsDocument(await reads.requests(read.query), language);
    }),
    endpoint(`${base}/requests/:name{.+\\.(?:xml|json)}`, async ({ name, language }) => {
      const read = isRequestId(name) ? readQuery((each) => (each === 'service_request_id' ? name : '')) : undefined;
      const found = read !== undefined && 'query' in read ? await reads.requests(read.query) : [];
      return found.length === 0 ? missing('service_request_id is unknown') : requestsDocument(found, language);
    }),
    // Every request has its id at once.
    endpoint(`${base}/tokens/:name{.+\\.(?:xml|json)}`, async () => missing('token is unknown: ids are given at once')),
  ];
  return {
    prefix: `${base}/`,
    endpoints,
    problem(path, problem) {
      const [status, description] = REFUSALS[problem];
      return written(errorsDocument(status, [description]), formatOf(path), status);
    },
  };
}

function missing(problem: string): Outcome {
  return { status: 404, problems: [problem] };
}

function endpoint(path: string, answer: (asked: Asked) => Promise<Outcome>): Endpoint {
  return {
    path,
    async read({ param, query }) {
      const given = param('name');
      const format = formatOf(given);
      const name = given.slice(0, given.lastIndexOf('.'));
      try {
        const outcome = await answer({ name, query, language: query('lang') === 'en' ? 'en' : 'uk' });
        if ('root' in outcome) return written(outcome, format, 200);
        return written(errorsDocument(outcome.status, outcome.problems), format, outcome.status);
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        const [status, problem] = PROBLEMS[error.problem];
        return written(errorsDocument(status, [problem]), format, status);
      }
    },
  };
}

function formatOf(path: string): Format {
  return path.endsWith('.json') ? 'json' : 'xml';
}

const REFUSALS = {
  missing: [404, 'there is no such resource: its name ends with .xml or .json'],
  readOnly: [405, 'this resource can only be read'],
  tooLarge: [413, 'the form is larger than 64 KB'],
  notAForm: [415, 'only forms are taken: application/x-www-form-urlencoded'],
  limited: [429, 'too many requests of this network: wait as long as Retry-After says'],
  failed: [500, 'the request failed'],
} as const;

const PROBLEMS = {
  missing: [404, 'there is none'],
  refused: [400, 'the request breaks a rule'],
  invalid: [400, 'start_date must be at most 366 days before end_date, updated_after at most 90 before updated_before'],
  unavailable: [503, 'the service is unavailable for a moment'],
} as const;

function written(document: Document, format: Format, status: EndpointAnswer['status']): EndpointAnswer {
  return format === 'json'
    ? { status, contentType: 'application/json; charset=utf-8', body: toJson(document) }
    : {
        status,
        contentType: document.root === 'discovery' ? 'text/xml' : 'text/xml; charset=utf-8',
        body: toXml(document),
      };
}

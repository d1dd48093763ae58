import type { Installation } from '@safe-community/domain-kit';
import { BackendError } from '../backend/module.ts';
import {
  AWAY_SECONDS,
  type Endpoint,
  type EndpointAnswer,
  type EndpointRequest,
  type Programs,
} from '../web/module.ts';
import type { Accept } from './accept-report.adapter.ts';
import { toJson, toXml, type Document } from './document.ts';
import type { Open311Reads } from './open311.client.ts';
import {
  definitionDocument,
  discoveryDocument,
  errorsDocument,
  requestsDocument,
  servicesDocument,
  updatesDocument,
  type AnswerLanguage,
} from './open311.ts';
import type { Outcome } from './outcome.ts';
import { isRequestId, queryOfIds, readQuery, readUpdateQuery } from './query.ts';

type Format = 'xml' | 'json';

interface Asked extends EndpointRequest {
  /** The last part of the path, without the format. */
  readonly name: string;
  readonly language: AnswerLanguage;
}

const PREFIX = '/open311/';
const BASE = `${PREFIX}v2`;
const ENDING = '\\.(?:xml|json)';

/** Open311 GeoReport v2, and of the extension for updates what can be read. */
export function open311(reads: Open311Reads, accept: Accept, publicUrl: string, installation: Installation): Programs {
  const requests: Endpoint = {
    ...endpoint(`${BASE}/${named('requests')}`, async ({ queries, language }) => {
      const read = readQuery(queries);
      if ('problems' in read) return { status: 400, problems: read.problems };
      return requestsDocument(await reads.requests(read.query), language, installation);
    }),
    submit(sent) {
      const language = sent.query('lang') === 'en' || sent.field('lang') === 'en' ? 'en' : 'uk';
      return answered(formatOf(sent.param('name'), sent.accept), () => accept(sent, language));
    },
  };
  const endpoints = [
    // Also above the version, where deployed servers have it.
    ...[BASE, '/open311'].map((base) =>
      endpoint(`${base}/${named('discovery')}`, async () => discoveryDocument(publicUrl)),
    ),
    endpoint(`${BASE}/${named('services')}`, async ({ language }) =>
      servicesDocument(await reads.services(), language),
    ),
    endpoint(`${BASE}/services/:name{.+}`, async ({ name, language }) => {
      const service = (await reads.services()).find(({ code }) => code === name);
      return service === undefined ? missing('service_code is unknown') : definitionDocument(service, language);
    }),
    requests,
    endpoint(`${BASE}/requests/:name{.+}`, async ({ name, language }) => {
      const found = isRequestId(name) ? await reads.requests(queryOfIds([name.toLowerCase()])) : [];
      return found.length === 0
        ? missing('service_request_id is unknown')
        : requestsDocument(found, language, installation);
    }),
    endpoint(`${BASE}/${named('servicerequestupdates')}`, async ({ queries, language }) => {
      const read = readUpdateQuery(queries);
      if ('problems' in read) return { status: 400, problems: read.problems };
      return updatesDocument(await reads.updates(read.query), language);
    }),
    // Every request has its id at once.
    endpoint(`${BASE}/tokens/:name{.+}`, async () => missing('no tokens are issued: POST returns the id at once')),
  ];
  return {
    prefix: PREFIX,
    endpoints,
    problem(path, problem, accepted) {
      const [status, description] = REFUSALS[problem];
      return written(errorsDocument(status, [description]), formatOf(path, accepted), status);
    },
  };
}

/** A resource, with or without a format at its end. */
function named(resource: string): string {
  return `:name{${resource}(?:${ENDING})?}`;
}

function missing(problem: string): Outcome {
  return { status: 404, problems: [problem] };
}

function endpoint(path: string, answer: (asked: Asked) => Promise<Outcome>): Endpoint {
  return {
    path,
    async read(request) {
      const given = request.param('name');
      const name = given.replace(new RegExp(`${ENDING}$`), '');
      const language = request.query('lang') === 'en' ? 'en' : 'uk';
      return answered(formatOf(given, request.accept), () => answer({ ...request, name, language }));
    },
  };
}

async function answered(format: Format, answer: () => Promise<Outcome>): Promise<EndpointAnswer> {
  try {
    const outcome = await answer();
    if ('root' in outcome) return written(outcome, format, 200);
    const { status, problems, retryAfter } = outcome;
    const document = errorsDocument(status, problems);
    return { ...written(document, format, status), ...(retryAfter === undefined ? {} : { retryAfter }) };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    const [status, problem] = PROBLEMS[error.problem];
    const ours = status === 503 ? { retryAfter: AWAY_SECONDS, failure: error } : {};
    return { ...written(errorsDocument(status, [problem]), format, status), ...ours };
  }
}

/** As the address ends; without an ending, as the client asks. XML is what the specification requires. */
function formatOf(path: string, accept: string): Format {
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.xml')) return 'xml';
  const [json, xml] = [accept.search(/[/+]json\b/i), accept.search(/[/+]xml\b/i)];
  return json >= 0 && (xml < 0 || json < xml) ? 'json' : 'xml';
}

const REFUSALS = {
  missing: [404, 'there is no such resource'],
  readOnly: [405, 'this resource can only be read; reports are sent to requests.xml and requests.json by POST'],
  tooLarge: [413, 'the form is larger than 64 KB: pictures are not accepted'],
  notAForm: [415, 'only forms are accepted: application/x-www-form-urlencoded, or multipart/form-data without files'],
  brokenOff: [400, 'the form was broken off before its end, and nothing was taken: send it again'],
  limited: [429, 'too many requests from this network: wait as long as Retry-After says'],
  failed: [500, 'the request failed'],
} as const;

const PROBLEMS = {
  missing: [404, 'not found'],
  invalid: [
    400,
    'start_date must be at most 366 days before end_date (90 for updates), updated_after at most 90 before updated_before',
  ],
  refused: [503, 'the service is temporarily unavailable'],
  unavailable: [503, 'the service is temporarily unavailable'],
} as const;

function written(document: Document, format: Format, status: EndpointAnswer['status']): EndpointAnswer {
  // The specification of the discovery names types without a charset.
  const charset = document.root === 'discovery' ? '' : '; charset=utf-8';
  return format === 'json'
    ? { status, contentType: `application/json${charset}`, body: toJson(document) }
    : { status, contentType: `text/xml${charset}`, body: toXml(document) };
}

import { kyivDay } from '@safe-community/domain-kit';
import type { Backend } from '../backend/module.ts';
import { comparisonReader, yearBefore } from '../compare/module.ts';
import { controlReader } from '../control/module.ts';
import { coverageReader } from '../coverage/module.ts';
import { periodBefore } from '../hromada/module.ts';
import { measuresReader, sensitiveMeasuresReader } from '../measures/module.ts';
import { officerReader } from '../officer/module.ts';
import { scorecardReader } from '../scorecard/module.ts';
import type { Endpoint, Programs } from '../web/module.ts';
import { seriesReader } from '../official/module.ts';
import { officialDrawing, officialOperation } from './official.api.ts';
import { figuresOperation, measuresOperation } from './figures.api.ts';
import { figuresReader } from './figures.client.ts';
import { openApiDocument } from './openapi.api.ts';
import { endpointsOf, PREFIX, problemAnswer, type Operation } from './operation.api.ts';
import { compareOperation, scorecardOperation } from './overview.api.ts';
import { coverageOperation, hromadaOperation, hromadasOperation } from './places.api.ts';

/** Everything that programs can read below /api/v1. */
export function operationsOf(backend: Backend, now: () => Date, photoStore = ''): readonly Operation[] {
  const { installation } = backend;
  const readMeasures = measuresReader(backend);
  const readCoverage = coverageReader(backend);
  const periods = () => {
    const [year = 0, month = 0, day = 0] = kyivDay(now()).split('-').map(Number);
    return { months: yearBefore({ year, month, day }), weeks: periodBefore({ year, month, day }) };
  };
  return [
    measuresOperation(readMeasures, sensitiveMeasuresReader(backend)),
    figuresOperation({ installation, readMeasures, readFigures: figuresReader(backend), periods }),
    hromadasOperation(controlReader(readCoverage)),
    hromadaOperation(officerReader(backend, photoStore), readCoverage, installation),
    coverageOperation(readCoverage, installation),
    scorecardOperation(scorecardReader(backend, now), installation),
    officialOperation(seriesReader(backend)),
    compareOperation(comparisonReader(backend, now), readMeasures, installation),
  ];
}

/** Public JSON and CSV, and the document that describes it. */
export function api(backend: Backend, now: () => Date, photoStore: string): Programs {
  const operations = operationsOf(backend, now, photoStore);
  const body = JSON.stringify(openApiDocument(operations));
  const description: Endpoint = {
    path: `${PREFIX}openapi.json`,
    read: async () => ({ status: 200, contentType: 'application/json; charset=utf-8', body }),
  };
  return {
    prefix: PREFIX,
    endpoints: [description, officialDrawing(seriesReader(backend)), ...operations.flatMap(endpointsOf)],
    problem(_path, problem) {
      const [status, title] = PROBLEMS[problem];
      return problemAnswer(status, title, []);
    },
  };
}

const PROBLEMS = {
  missing: [404, 'There is no such resource: see /api/v1/openapi.json'],
  readOnly: [405, 'This resource can only be read'],
  tooLarge: [413, 'The form is larger than 64 KB'],
  notAForm: [415, 'Nothing can be sent here'],
  brokenOff: [400, 'The request was broken off before its end'],
  limited: [429, 'Too many requests of this network: wait as long as Retry-After says'],
  failed: [500, 'The request failed'],
} as const;

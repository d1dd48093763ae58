import {
  ListSurveysRequest,
  TrustServiceService as Trust,
} from '@safe-community/contracts/officers/v1/trust_service.ts';
import { inForce, notFound } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { checkOblast } from '../territory/module.ts';
import { withCoverage } from './covered-survey.store.ts';
import { checkWave } from './survey.ts';
import { toFigureMessage, toMadeMessage, toRecordedMessage } from './trust.mapping.ts';
import { listSurveys, POLICIES, readWave } from './trust.store.ts';
import { reportTrust, shownShareOf } from './trust.ts';

const getTrust = query(Trust.getTrust, {
  parse: ({ fields }) => ({
    wave: fields.text('wave', checkWave),
    oblastCode: fields.text('oblast_code', checkOblast),
  }),
  async read({ query: { wave, oblastCode }, database }) {
    const em = database.em.fork();
    const touching = (await readWave(em, wave)).filter(
      ({ oblastCodes }) => oblastCode === '' || oblastCodes.includes(oblastCode),
    );
    const surveys = touching.filter(({ oblastCodes }) => oblastCode === '' || oblastCodes.length === 1);
    if (surveys.length === 0) return notFound('survey');
    const report = reportTrust(await withCoverage(em, surveys), await POLICIES.list(em));
    return { report, leftOut: touching.length - surveys.length };
  },
  reply: ({
    found: {
      report: { pooled, surveys, uncovered, policy },
      leftOut,
    },
  }) => ({
    pooled: toFigureMessage(pooled),
    surveys: surveys.map(({ survey, figure }) => ({ ...toMadeMessage(survey), figure: toFigureMessage(figure) })),
    leftOutSurveys: leftOut,
    policy,
    uncoveredSurveyIds: uncovered.map(({ surveyId }) => surveyId),
  }),
});

const listRecorded = query(Trust.listSurveys, {
  parse({ request, fields }) {
    if (request.wave !== '') fields.text('wave', checkWave);
    const list = readListPage(request, fields, ListSurveysRequest, toId);
    return { wave: request.wave, list };
  },
  async read({
    query: {
      wave,
      list: { size, place: after },
    },
    database,
  }) {
    const em = database.em.fork();
    const found = pageOf(await listSurveys(em, wave, after, size + 1), size);
    return { ...found, policies: await POLICIES.list(em) };
  },
  reply: ({ found: { page, last, policies }, query: { list } }) => ({
    surveys: page.map((survey) =>
      toRecordedMessage(survey, shownShareOf(survey, inForce(policies, survey.fieldworkEnd))),
    ),
    nextPageToken: nextPageToken(list, last?.surveyId),
  }),
});

const listPolicies = query(Trust.listDisclosurePolicies, {
  parse: ({ request: { includeReplaced } }) => ({ includeReplaced }),
  read: ({ query: { includeReplaced }, database }) => POLICIES.list(database.em.fork(), includeReplaced),
  reply: ({ found: policies }) => ({ policies, records: toRecordMessages(policies) }),
});

export const TRUST_QUERIES: readonly Rpc[] = [getTrust, listRecorded, listPolicies];

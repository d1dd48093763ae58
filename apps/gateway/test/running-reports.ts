import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { visit, type Visitor } from '@safe-community/testkit';
import type { BackendError } from '../src/backend/module.ts';
import { pathIn, type Language } from '../src/site/module.ts';
import { REPORT_ANSWERS } from './report-answers.ts';
import { runPages, type RunningPages } from './running-pages.ts';

/** The pages in front of an intake that takes reports, with a clock that the test moves. */
export interface RunningReports extends Pick<RunningPages, 'url' | 'stop'> {
  /** What reached the service. */
  readonly sent: ReportIncidentRequest[];
  /** The service answers the next report with this. */
  failNext(error: BackendError): void;
  /** Moves the clock, milliseconds. */
  pass(ms: number): void;
  /** At the last step of a report of a pit, a minute after the start. LAST_STEP sends it. */
  upToLast(language?: Language): Promise<Visitor>;
}

export const MINUTE = 60_000;
/** What the last step of the report is answered with. */
export const LAST_STEP = {
  'a-infrastructure_kind': 'road_pit',
  'a-object_code': 'OP-7',
  description: 'Глибока\r\nяма',
  name: 'Ївга',
  phone: '050 123 45 67',
};

export async function runReports(): Promise<RunningReports> {
  const sent: ReportIncidentRequest[] = [];
  let failure: BackendError | undefined;
  let time = new Date('2026-11-28T10:00:00Z').getTime();
  const pages = await runPages(
    {
      ...REPORT_ANSWERS,
      ReportIncident: (request) => {
        sent.push(request as ReportIncidentRequest);
        const fails = failure;
        failure = undefined;
        if (fails !== undefined) throw fails;
        return REPORT_ANSWERS['ReportIncident']?.(request);
      },
    },
    { clock: () => new Date(time) },
  );
  return {
    url: pages.url,
    stop: () => pages.stop(),
    sent,
    failNext(error) {
      failure = error;
    },
    pass(ms) {
      time += ms;
    },
    async upToLast(language = 'uk') {
      const visitor = await visit(`${pages.url}${pathIn(language, '/report')}`);
      await visitor.send({ category: 'infrastructure' });
      await visitor.send({ q: 'Якушинці' });
      await visitor.send({});
      time += MINUTE;
      return visitor;
    },
  };
}

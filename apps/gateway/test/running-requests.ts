import type { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { visit, type Visitor } from '@safe-community/testkit';
import { BackendError } from '../src/backend/module.ts';
import { pathIn, type Language } from '../src/site/module.ts';
import { formAnswers } from './form-answers.ts';
import { REPORT_ANSWERS } from './report-answers.ts';
import { runPages, type RunningPages } from './running-pages.ts';
import { MINUTE } from './running-reports.ts';

type RequestPath = 'footage' | 'complaint';
type Typed = Readonly<Record<string, string>>;

/** The pages in front of a camera rollout that takes requests, with a clock that the test moves. */
export interface RunningRequests extends Pick<RunningPages, 'url' | 'log' | 'get' | 'stop'> {
  /** What reached the service. */
  readonly sent: SubmitRequestRequest[];
  /** What reached the service that keeps forms. */
  readonly kept: string[];
  /** Back to noon in Kyiv, with services that answer. */
  reset(): void;
  /** The service answers with this from now on; undefined for its usual answer. */
  fail(error: BackendError | undefined): void;
  /** No form can be kept from now on. */
  loseForms(): void;
  /** Moves the clock, milliseconds. */
  pass(ms: number): void;
  /** A form that has been open for a minute. */
  open(path: RequestPath, language?: Language): Promise<Visitor>;
  /** The answer to a form that is filled in well but for this. */
  sendWith(change: Typed, path?: RequestPath): Promise<Visitor>;
}

export const CANARY = 'Канарка';
/** A form that is filled in well. */
export const FILLED = {
  q: 'Якушинці',
  day: '2026-11-27',
  from: '14:00',
  until: '15:30',
  'last-day': '',
  text: `${CANARY}: зупинили біля школи,\r\nвул. Шевченка, 5`,
  name: 'Ївга  Громадська',
  phone: '050 123 45 67',
  address: 'ivha@gromada.example',
};

export async function runRequests(): Promise<RunningRequests> {
  const sent: SubmitRequestRequest[] = [];
  const kept: string[] = [];
  const forms = formAnswers();
  let time = 0;
  let failure: BackendError | undefined;
  let isAway = false;
  const answerForm = (method: 'KeepForm' | 'GetForm', request: object) => {
    if (isAway) throw new BackendError('unavailable');
    return forms[method]?.(request);
  };
  const answers = {
    ...REPORT_ANSWERS,
    SubmitRequest(request: object) {
      sent.push(request as SubmitRequestRequest);
      if (failure !== undefined) throw failure;
      return REPORT_ANSWERS['SubmitRequest']?.(request);
    },
    KeepForm(request: object) {
      kept.push(JSON.stringify(request), Buffer.from((request as { content: Uint8Array }).content).toString());
      return answerForm('KeepForm', request);
    },
    GetForm: (request: object) => answerForm('GetForm', request),
  };
  const pages = await runPages(answers, { clock: () => new Date(time) });
  const open = async (path: RequestPath, language: Language = 'uk') => {
    const visitor = await visit(`${pages.url}${pathIn(language, `/${path}`)}`);
    time += MINUTE;
    return visitor;
  };
  return {
    ...pages,
    sent,
    kept,
    reset() {
      time = new Date('2026-11-28T10:00:00Z').getTime();
      failure = undefined;
      isAway = false;
      sent.length = 0;
      kept.length = 0;
    },
    fail(error) {
      failure = error;
    },
    loseForms() {
      isAway = true;
    },
    pass(ms) {
      time += ms;
    },
    open,
    async sendWith(change, path = 'footage') {
      const visitor = await open(path);
      await visitor.send({ ...FILLED, ...change });
      return visitor;
    },
  };
}

/** The sealed form of a page. */
export function formOf({ text }: Visitor): string {
  return /name="form" value="([^"]*)"/.exec(text)?.[1] ?? '';
}

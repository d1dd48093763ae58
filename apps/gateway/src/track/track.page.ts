import { randomUUID } from 'node:crypto';
import { checkText } from '@safe-community/domain-kit';
import { html } from 'hono/html';
import {
  hidden,
  isExpired,
  languageForm,
  leaveLink,
  lineField,
  plainText,
  problemOf,
  problemSummary,
  sendingTexts,
  textField,
  type FieldProblem,
  type FormSeal,
  type Html,
  type Part,
} from '../forms/module.ts';
import { findPlace, hromadaName } from '../places/module.ts';
import { formatOf, linkTo, pathIn, type Escaped, type Language, type Page, type PageContent } from '../site/module.ts';
import { toldForm } from '../told/module.ts';
import { APPEAL, footagePage, SHOW } from './footage.page.ts';
import { FOOTAGE_TEXTS } from './footage.texts.ts';
import type { TrackCalls } from './track.client.ts';
import { COURSE, tokenOf, type ReportStatus, type TrackAction, type TrackDraft, type TrackRefusal } from './track.ts';
import { TRACK_TEXTS } from './track.texts.ts';

type Content = PageContent<Escaped>;

const PURPOSE = 'track/1';
const MAX_TOKEN_LENGTH = 1_000;
const MAX_TEXTS: Readonly<Record<TrackAction, number>> = { add: 2_000, confirm: 0, reopen: 500 };
/** Of an appeal. */
const GROUNDS = { least: 10, most: 4_000, lines: true };

/** The state of a report, or of a request for footage, for the holder of its token. The token comes in a form and stays sealed in those of the answer. */
export function trackPage(calls: TrackCalls, seal: FormSeal, now: () => Date): Page<Escaped> {
  const draftOf = (token: string): string =>
    seal.seal(PURPOSE, { requestId: randomUUID(), startedAt: now().getTime(), token } satisfies TrackDraft);

  const show = (token: string, language: Language, status: ReportStatus, form: FormOf, done?: Done): Content =>
    statusPage(language, status, form, status.mayBeTold ? toldForm(language, seal, token, now()) : '', done);

  async function open(language: Language, token: string): Promise<Content> {
    const texts = TRACK_TEXTS[language];
    if (token === '') return startPage(language, texts.needed);
    const outcome = token.length > MAX_TOKEN_LENGTH ? { refusal: 'badToken' as const } : await calls.open(token);
    if ('request' in outcome) return footagePage(language, outcome.request, now(), { form: draftOf(token) });
    if ('status' in outcome) return show(token, language, outcome.status, () => draftOf(token));
    return refused(startPage(language, texts.refusals[outcome.refusal]), outcome.refusal);
  }

  async function act(language: Language, action: TrackAction, draft: TrackDraft, text: string): Promise<Content> {
    const isText = action === 'confirm' || isGood(text, MAX_TEXTS[action]);
    const outcome = isText ? await calls.act(action, draft, text) : { refusal: 'text' as const };
    if ('status' in outcome) return show(draft.token, language, outcome.status, () => draftOf(draft.token), { action });
    const { refusal } = outcome;
    const known = refusal === 'badToken' ? outcome : await calls.status(draft.token);
    const problem = TRACK_TEXTS[language].refusals[refusal];
    if (!('status' in known)) return refused(startPage(language, problem), refusal);
    // What may have arrived is sent again under its own id, so that it happens once.
    const form: FormOf = (of) =>
      of === action && refusal === 'unknown' ? seal.seal(PURPOSE, draft) : draftOf(draft.token);
    return refused(show(draft.token, language, known.status, form, { action, problem, text }), refusal);
  }

  async function appeal(language: Language, draft: TrackDraft, text: string): Promise<Content> {
    const isText = checkText(text, '', GROUNDS).length === 0;
    const outcome = isText ? await calls.appeal(draft, text) : { refusal: 'text' as const };
    if ('request' in outcome) {
      return footagePage(language, outcome.request, now(), { form: draftOf(draft.token), isDone: true });
    }
    const { refusal } = outcome;
    const known = refusal === 'badToken' ? outcome : await calls.request(draft.token);
    const problem = refusal === 'text' ? FOOTAGE_TEXTS[language].appealWrong : TRACK_TEXTS[language].refusals[refusal];
    if (!('request' in known)) return refused(startPage(language, problem), refusal);
    const form = refusal === 'unknown' ? seal.seal(PURPOSE, draft) : draftOf(draft.token);
    return refused(footagePage(language, known.request, now(), { form, problem, text }), refusal);
  }

  return {
    path: '/track',
    read: ({ language }) => startPage(language),
    submit({ language, field }) {
      const step = field('step');
      const action = ACTIONS.find((each) => each === step);
      if (action === undefined && step !== SHOW && step !== APPEAL) return open(language, tokenOf(field('token')));
      const draft = seal.open(PURPOSE, field('form')) as TrackDraft | undefined;
      if (draft === undefined || isExpired(draft, now())) {
        return startPage(language, TRACK_TEXTS[language].tooOld);
      }
      if (step === APPEAL) return appeal(language, draft, plainText(field(APPEAL)));
      return action === undefined
        ? open(language, draft.token)
        : act(language, action, draft, plainText(field(action)));
    },
  };
}

const ACTIONS = ['add', 'confirm', 'reopen'] as const;

function isGood(text: string, most: number): boolean {
  return text !== '' && checkText(text, '', { most, lines: true }).length === 0;
}

function refused(content: Content, refusal: TrackRefusal): Content {
  return refusal === 'unknown' ? { ...content, status: 503 } : content;
}

function startPage(language: Language, text?: string): Content {
  const texts = TRACK_TEXTS[language];
  const problem: FieldProblem | undefined = text === undefined ? undefined : { field: 'token', text };
  // The token that was sent never comes back.
  const field = { name: 'token', label: texts.label, hint: texts.hint, value: '', problem };
  const body = html`${problem === undefined ? '' : problemSummary(language, [problem])}
    <p>${texts.intro}</p>
    <form method="post" action="${pathIn(language, '/track')}" novalidate ${sendingTexts(language)}>
      ${lineField(language, field)}
      <p><button type="submit">${texts.open}</button></p>
    </form>
    <h2>${texts.noCode}</h2>
    <ul>
      <li>${linkTo(language, '/report', texts.report)}</li>
      <li>${linkTo(language, '/footage', texts.footage)}</li>
      <li>${linkTo(language, '/complaint', texts.complaint)}</li>
    </ul>`;
  return contentOf(language, body, problem !== undefined);
}

/** @param form the token of the report that is shown, sealed. */
function contentOf(
  language: Language,
  body: Html,
  isInvalid: boolean,
  form?: string,
  title = TRACK_TEXTS[language].title,
): Content {
  const other = form === undefined ? undefined : languageForm(language, '/track', { form, step: SHOW });
  const shared = { title, body, here: '/track', languageForm: other };
  return isInvalid ? { ...shared, isInvalid, status: 400 } : shared;
}

interface Done {
  readonly action: TrackAction;
  /** Undefined if it was done. */
  readonly problem?: string;
  /** What was sent, to be corrected. */
  readonly text?: string;
}

/** Seals the token for the form of an action. */
type FormOf = (of: TrackAction) => string;

/** @param told the form for mails about changes. */
function statusPage(language: Language, status: ReportStatus, form: FormOf, told: Part, done?: Done): Content {
  const texts = TRACK_TEXTS[language];
  const isSensitive = status.what === undefined;
  const problems = done?.problem === undefined ? [] : [{ field: done.action, text: done.problem }];
  const typed = (action: TrackAction): string =>
    done?.problem !== undefined && done.action === action && !isSensitive ? (done.text ?? '') : '';
  const actionForm = (action: TrackAction, fields: Part, button: string) =>
    html`<form method="post" action="${pathIn(language, '/track')}" novalidate ${sendingTexts(language)}>
      ${hidden('form', form(action))} ${hidden('step', action)} ${fields}
      <p><button type="submit" id="${action === 'confirm' ? 'confirm' : `${action}-send`}">${button}</button></p>
    </form>`;
  const textOf = (action: TrackAction, label: string, hint: string) =>
    textField(language, { name: action, label, hint, value: typed(action), problem: problemOf(problems, action) });
  const { additionsLeft, mayConfirm, mayReopen } = status;
  const isShown = (action: TrackAction, may: boolean) => may || problems.some(({ field }) => field === action);
  const body = html`${isSensitive ? leaveLink(language) : ''}
    ${problems.length === 0 ? '' : problemSummary(language, problems)}
    ${done === undefined || done.problem !== undefined ? '' : html`<p class="note" role="status">${texts.done[done.action]}</p>`}
    ${status.isVoice ? html`<p class="note">${texts.voice}</p>` : ''}
    <h2>${texts.state}</h2>
    <p><strong>${status.text[language]}</strong></p>
    ${status.signature[language] === '' ? '' : html`<p>${texts.signed}: ${status.signature[language]}</p>`}
    ${openParts(language, status)}
    ${
      isShown('confirm', mayConfirm)
        ? html`<h2>${texts.confirm}</h2>
            <p>${texts.confirmText}</p>
            ${actionForm('confirm', '', texts.confirmButton)}`
        : ''
    }
    ${
      isShown('reopen', mayReopen)
        ? html`<h2>${texts.reopen}</h2>
            ${actionForm('reopen', textOf('reopen', texts.reopenLabel, texts.reopenHint), texts.reopenButton)}`
        : ''
    }
    ${
      isShown('add', additionsLeft > 0)
        ? html`<h2>${texts.add}</h2>
            ${actionForm('add', textOf('add', texts.addLabel, texts.addHint(String(additionsLeft))), texts.addButton)}`
        : ''
    }
    ${told}
    <p><a href="${pathIn(language, '/track')}">${texts.another}</a></p>`;
  const title = status.isVoice ? texts.voiceTitle : texts.title;
  return contentOf(language, body, problems.length > 0, form('add'), title);
}

/** What a sensitive report does not show. */
function openParts(language: Language, { step, receivedAt, stateSince, what, hromadaCode }: ReportStatus): Part {
  const texts = TRACK_TEXTS[language];
  const { time } = formatOf(language);
  if (what === undefined) return '';
  const hromada = findPlace(hromadaCode, language);
  return html`${stateSince === undefined ? '' : html`<p>${texts.since(time(stateSince))}</p>`}
    ${receivedAt === undefined ? '' : html`<p>${texts.received(time(receivedAt))}</p>`}
    <dl>
      <dt>${texts.what}</dt>
      <dd>${what[language]}</dd>
      ${
        hromada === undefined
          ? ''
          : html`<dt>${texts.place}</dt>
              <dd>${hromadaName(hromada, language)}</dd>`
      }
    </dl>
    ${
      step === undefined
        ? ''
        : html`<h2>${texts.course}</h2>
            <ol class="steps">
              ${COURSE.map((each) =>
                each === step
                  ? html`<li aria-current="step">${texts.steps[each]} ${texts.now}</li>`
                  : html`<li>${texts.steps[each]}</li>`,
              )}
            </ol>`
    }`;
}

import { html } from 'hono/html';
import { hidden, languageForm, problemSummary, sendingTexts, textField, type Part } from '../forms/module.ts';
import { formatOf, pathIn, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { courseOf, mayAppeal, openUntil, type FootageDecision, type FootageStatus } from './footage.ts';
import { FOOTAGE_TEXTS } from './footage.texts.ts';
import { TRACK_TEXTS } from './track.texts.ts';

/** What the page can send. */
interface AppealForm {
  /** The token, sealed. */
  readonly form: string;
  /** An appeal was just taken. */
  readonly isDone?: boolean;
  /** Why it was not. */
  readonly problem?: string;
  /** What was sent, to be corrected. */
  readonly text?: string;
}

/** The public state of a request for footage or of a complaint; after its decision, the holder of the token may appeal. */
export function footagePage(
  language: Language,
  status: FootageStatus,
  now: Date,
  appealing: AppealForm,
): PageContent<Escaped> {
  const { form, isDone = false, problem } = appealing;
  const texts = FOOTAGE_TEXTS[language];
  const tracking = TRACK_TEXTS[language];
  const { kind, state, dueAt, receivedAt, isExtended } = status;
  const until = openUntil(status);
  const body = html`${problem === undefined ? '' : problemSummary(language, [{ field: APPEAL, text: problem }])}
    ${isDone ? html`<p class="note" role="status">${texts.appealDone}</p>` : ''}
    <h2>${tracking.state}</h2>
    ${state === undefined ? '' : html`<p><strong>${texts.states[state]}</strong></p>`}
    ${until !== undefined && now > until ? html`<p>${texts.overdue}</p>` : ''}
    <dl>
      ${kind === undefined ? '' : entry(texts.kind, texts.kinds[kind])} ${at(language, texts.receivedAt, receivedAt)}
      ${at(language, texts.dueAt, dueAt)}
    </dl>
    ${isExtended ? html`<p>${texts.extended}</p>` : ''}
    ${
      state === undefined
        ? ''
        : html`<h2>${texts.course}</h2>
            <ol class="steps">
              ${courseOf(status).map((each) =>
                each === state
                  ? html`<li aria-current="step">${texts.steps[each]} ${tracking.now}</li>`
                  : html`<li>${texts.steps[each]}</li>`,
              )}
            </ol>`
    }
    ${decisionsAndAppeal(language, status)}
    ${mayAppeal(status) || problem !== undefined ? appealForm(language, appealing) : ''}
    <p>${texts.texts}</p>
    <p><a href="${pathIn(language, '/track')}">${texts.another}</a></p>`;
  const shared = {
    title: texts.title,
    body,
    here: '/track',
    languageForm: languageForm(language, '/track', { form, step: SHOW }),
  };
  return problem === undefined ? shared : { ...shared, status: 400, isInvalid: true };
}

/** The step of the form, and its field. */
export const APPEAL = 'appeal';
/** The state once more, in the other language. */
export const SHOW = 'show';

function appealForm(language: Language, { form, problem, text = '' }: AppealForm): Part {
  const texts = FOOTAGE_TEXTS[language];
  const field = {
    name: APPEAL,
    label: texts.appealLabel,
    hint: texts.appealHint,
    value: problem === undefined ? '' : text,
    problem: problem === undefined ? undefined : { field: APPEAL, text: problem },
  };
  return html`<h2>${texts.appealHeading}</h2>
    <p>${texts.mayAppeal}</p>
    <form method="post" action="${pathIn(language, '/track')}" novalidate ${sendingTexts(language)}>
      ${hidden('form', form)} ${hidden('step', APPEAL)} ${textField(language, field)}
      <p><button type="submit" id="appeal-send">${texts.appealButton}</button></p>
    </form>`;
}

/** In the order in which they were made: after an upheld appeal, a new decision follows. */
function decisionsAndAppeal(language: Language, status: FootageStatus): Part {
  const texts = FOOTAGE_TEXTS[language];
  const { kind, decision, formerDecision, appeal } = status;
  const last = decisionParts(language, texts.decision, kind, decision);
  if (appeal === undefined) return last;
  if (formerDecision === undefined) return html`${last} ${appealParts(language, appeal)}`;
  const former = decisionParts(language, texts.formerDecision, kind, formerDecision);
  return html`${former} ${appealParts(language, appeal)} ${last}`;
}

function decisionParts(
  language: Language,
  heading: string,
  kind: FootageStatus['kind'],
  decision: FootageDecision | undefined,
): Part {
  if (decision === undefined) return '';
  const texts = FOOTAGE_TEXTS[language];
  const { outcome, isRedacted, decidedAt } = decision;
  const ofComplaint = kind === 'complaint' && outcome !== undefined ? texts.complaintOutcomes[outcome] : undefined;
  return html`<h2>${heading}</h2>
    ${outcome === undefined ? '' : html`<p>${ofComplaint ?? texts.outcomes[outcome]}</p>`}
    <dl>${at(language, texts.decidedAt, decidedAt)}</dl>
    ${isRedacted ? html`<p>${texts.redacted}</p>` : ''}`;
}

function appealParts(
  language: Language,
  { appealedAt, dueAt, outcome, decidedAt }: NonNullable<FootageStatus['appeal']>,
): Part {
  const texts = FOOTAGE_TEXTS[language];
  return html`<h2>${texts.appeal}</h2>
    ${outcome === undefined ? '' : html`<p>${texts.appealOutcomes[outcome]}</p>`}
    <dl>
      ${at(language, texts.appealedAt, appealedAt)} ${at(language, texts.appealDueAt, dueAt)}
      ${at(language, texts.decidedAt, decidedAt)}
    </dl>`;
}

function at(language: Language, term: string, time: Date | undefined): Part {
  return time === undefined ? '' : entry(term, formatOf(language).time(time));
}

function entry(term: string, text: string): Part {
  return html`<dt>${term}</dt>
    <dd>${text}</dd>`;
}

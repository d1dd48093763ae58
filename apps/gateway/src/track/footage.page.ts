import { html } from 'hono/html';
import type { Part } from '../forms/module.ts';
import { formatOf, pathIn, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { courseOf, openUntil, type FootageDecision, type FootageStatus } from './footage.ts';
import { FOOTAGE_TEXTS } from './footage.texts.ts';
import { TRACK_TEXTS } from './track.texts.ts';

/** The public state of a request for footage or of a complaint. */
export function footagePage(language: Language, status: FootageStatus, now: Date): PageContent<Escaped> {
  const texts = FOOTAGE_TEXTS[language];
  const tracking = TRACK_TEXTS[language];
  const { kind, state, dueAt, receivedAt, isExtended } = status;
  const until = openUntil(status);
  const body = html`<h2>${tracking.state}</h2>
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
    <p>${texts.texts}</p>
    <p><a href="${pathIn(language, '/track')}">${texts.another}</a></p>`;
  return { title: texts.title, body, here: '/track' };
}

/** In the order in which they were made: after an upheld appeal, a new decision follows. */
function decisionsAndAppeal(language: Language, status: FootageStatus): Part {
  const texts = FOOTAGE_TEXTS[language];
  const { kind, decision, formerDecision, appeal } = status;
  const last = decisionParts(language, texts.decision, kind, decision);
  if (appeal === undefined) return html`${last} ${decision === undefined ? '' : html`<p>${texts.mayAppeal}</p>`}`;
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

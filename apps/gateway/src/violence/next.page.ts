import { html } from 'hono/html';
import type { KeptCategory } from '../about/module.ts';
import { occupiedAdvice } from '../control/module.ts';
import { formatOf, linkTo, type Language } from '../site/module.ts';
import { holdsOn, isReliable } from './dated.ts';
import { LEGAL_FACTS, ORDER_TERMS, SHELTER_MONTHS, type LegalFact } from './legal-facts.ts';
import { VIOLENCE_TEXTS } from './violence.texts.ts';

/** In which language, and when. */
export interface Asked {
  readonly language: Language;
  readonly now: Date;
  /** In Kyiv. */
  readonly day: string;
}

/** After a call, after a report here, and what the law offers. */
export function nextSection(asked: Asked, kept: KeptCategory | undefined) {
  const texts = VIOLENCE_TEXTS[asked.language];
  const { facts } = texts;
  const { urgentDays, leastMonths, mostMonths, mostMonthsMore } = ORDER_TERMS;
  return html`<h2>${texts.next}</h2>
    <h3>${texts.call}</h3>
    ${list(texts.callList)} ${fact('afterCall', facts.afterCall, asked)}
    ${fact('riskAssessment', facts.riskAssessment, asked)}
    <h3>${texts.readers}</h3>
    <p>${texts.readersText}</p>
    ${list(Object.values(texts.readersList))}
    <p>${texts.readersNot} ${texts.recorded}</p>
    <p>${texts.code}</p>
    ${keptText(kept, asked.language)}
    <p>${linkTo(asked.language, '/privacy', texts.privacy)}</p>
    <h3>${texts.orders}</h3>
    ${fact('urgentOrder', facts.urgentOrder(urgentDays), asked)}
    ${fact('restrainingOrder', facts.restrainingOrder(leastMonths, mostMonths, mostMonthsMore), asked)}
    <h3>${texts.shelter}</h3>
    ${fact('shelter', facts.shelter(SHELTER_MONTHS.usual, SHELTER_MONTHS.most), asked)}
    <h3>${texts.lawyer}</h3>
    ${fact('legalAid', facts.legalAid, asked)}`;
}

/** No place is known here, so it is said to everyone. */
export function occupiedSection(language: Language) {
  const texts = VIOLENCE_TEXTS[language];
  return html`<h2>${texts.occupied}</h2>
    <p class="note">${texts.occupiedText} ${occupiedAdvice(language)}</p>
    <p>${texts.occupiedLawyer}</p>`;
}

/** Nothing, where it does not hold on that day. */
function fact(name: LegalFact, text: string, { language, day }: Asked) {
  const entry = LEGAL_FACTS[name];
  if (!holdsOn(day)(entry)) return '';
  const doubt = isReliable(entry, day) ? '' : ` – ${VIOLENCE_TEXTS[language].notCompared}`;
  return html`<p>
    ${text} <span class="small">(<span lang="uk">${entry.source.title}</span>${doubt})</span>
  </p>`;
}

function keptText(kept: KeptCategory | undefined, language: Language) {
  const texts = VIOLENCE_TEXTS[language];
  if (kept === undefined) return html`<p class="note">${texts.notKnown}</p>`;
  const { whole, plural } = formatOf(language);
  const term = `${whole(kept.days)}\u00A0${plural(kept.days, texts.days)}`;
  const doubt = kept.isConfirmed ? '' : ` – ${texts.notCompared}`;
  return html`<p>
    ${texts.kept(term)} <span class="small">(<span lang="uk">${kept.source}</span>${doubt})</span>
  </p>`;
}

function list(items: readonly string[]) {
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

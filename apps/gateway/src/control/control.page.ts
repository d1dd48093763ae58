import { html } from 'hono/html';
import type { PlaceControl } from '../coverage/module.ts';
import { formatOf, type Language } from '../site/module.ts';
import { controlTexts } from './control.texts.ts';

/** "тимчасово окупована територія з 20 лютого 2014 р." */
export function controlWords({ status, since, isSinceExact }: PlaceControl, language: Language): string {
  const texts = controlTexts(language);
  return texts[status](texts.since(formatOf(language).day(since), isSinceExact));
}

/** ", тимчасово окупована з…" behind the name of a place in a list; nothing of other places. */
export function controlSuffix(control: PlaceControl | undefined, language: Language): string {
  return control === undefined ? '' : `, ${controlWords(control, language)}`;
}

/** What a visitor of the place must know, instead of whom to phone. */
export function occupiedSection(control: PlaceControl, language: Language) {
  const texts = controlTexts(language);
  return html`<h2>${texts.occupiedTitle}</h2>
    ${occupiedNote(control, language)}
    <p>${texts.noFigures}</p>`;
}

/** For pages that know no place: that no number is named for such territory, and when to phone. */
export function occupiedAdvice(language: Language): string {
  return controlTexts(language).whatToDo;
}

/** Instead of whom to phone first. */
export function occupiedNote(control: PlaceControl, language: Language) {
  const texts = controlTexts(language);
  return html`<p class="note">${controlSentence(control, language)} ${texts.nobodyComes}</p>
    <p>${texts.whatToDo}</p>`;
}

export function frontlineNote(control: PlaceControl, language: Language) {
  return html`<p class="note">${controlSentence(control, language)} ${controlTexts(language).notComparable}</p>`;
}

/** "Тимчасово окупована територія з 20 лютого 2014 р." */
export function controlSentence(control: PlaceControl, language: Language): string {
  const words = controlWords(control, language);
  const text = `${words.charAt(0).toLocaleUpperCase(language)}${words.slice(1)}`;
  // A Ukrainian date may end with the point of «р.»
  return text.endsWith('.') ? text : `${text}.`;
}

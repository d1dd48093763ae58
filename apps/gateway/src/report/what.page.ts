import { html } from 'hono/html';
import { hidden, lineField, plainText, problemOf, sendingTexts, type Part } from '../forms/module.ts';
import { emergencyNumbers, pathIn, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { draftOffer } from './draft.page.ts';
import { firstOf } from './first.page.ts';
import { iconOf } from './icons.page.ts';
import type { Category } from './report.ts';
import { REPORT_TEXTS } from './report.texts.ts';
import { searchThings, WHAT } from './search-things.ts';
import { contentOf, type StepView } from './steps.page.ts';
import { offeredThings, thingOf } from './offered-things.ts';
import type { Thing } from './thing.ts';

/**
 * The first question, answered by one press: things that people say, the frequent ones first, and a search among all. The
 * words of a search are in no address, and what finds something sensitive is not shown again.
 *
 * @param searched undefined without a search.
 */
export function whatStep(view: StepView, categories: readonly Category[], searched?: string): PageContent<Escaped> {
  const { language, problems, form } = view;
  const { category: texts } = REPORT_TEXTS[language];
  const things = offeredThings(categories);
  const words = plainText(searched ?? '');
  const found = words === '' ? undefined : searchThings(things, words);
  const sensitive = [view.category, ...(found ?? []).map((thing) => categoryOf(thing, categories))].find(
    (each) => each?.isSensitive === true,
  );
  const action = pathIn(language, '/report');
  const body = html`<div class="alert">
      <p>
        <strong>${texts.urgent} <a href="tel:112">112</a></strong>
      </p>
    </div>
    ${firstOf({ ...view, category: sensitive && { ...sensitive, emergencyNumber: '' }, thing: undefined })}
    <form method="post" action="${action}" id="answers" novalidate ${sendingTexts(language)}>
      ${hidden('form', form)} ${hidden('step', 'category')}
      ${lineField(language, {
        name: WHAT,
        label: texts.label,
        hint: texts.hint,
        value: sensitive === undefined ? words : '',
        problem: problemOf(problems, WHAT),
      })}
      <p><button type="submit" class="second">${texts.search}</button></p>
    </form>
    <form method="post" action="${action}" ${sendingTexts(language)}>
      ${hidden('form', form)} ${hidden('step', 'category')} ${keepButton(view)}
      ${found === undefined ? usual(language, things, categories) : foundOf(language, found, things, categories)}
    </form>
    ${sensitive === undefined ? draftOffer(language) : ''}
    <p>${texts.intro}</p>
    <h2>${texts.numbers}</h2>
    ${emergencyNumbers(language)}`;
  const content = contentOf(view, texts.title, body, { form, to: 'category' });
  return { ...content, mayKeepDraft: sensitive === undefined };
}

function categoryOf({ category }: Thing, categories: readonly Category[]): Category | undefined {
  return categories.find(({ code }) => code === category);
}

/** After Back, the chosen thing is one press away. */
function keepButton({ language, category, answers }: StepView): Part {
  if (category === undefined) return '';
  const { category: texts } = REPORT_TEXTS[language];
  const name = (thingOf(answers) ?? category).name[language];
  return html`<p>
    <button type="submit" name="thing" value="">${category.isSensitive ? texts.keepHidden : texts.keep(name)}</button>
  </p>`;
}

function usual(language: Language, things: readonly Thing[], categories: readonly Category[]): Part {
  const frequent = things.filter(({ isFrequent }) => isFrequent === true);
  const { category: texts } = REPORT_TEXTS[language];
  // Another catalogue may have a category that no thing is about.
  const unnamed = categories.filter(({ code }) => !things.some(({ category }) => category === code));
  return html`<div class="cards" role="group" aria-label="${texts.frequent}">
      ${frequent.map((thing) => thingButton(language, thing))}
    </div>
    <details>
      <summary class="button">${texts.all}</summary>
      <div class="cards">
        ${things.filter((thing) => !frequent.includes(thing)).map((thing) => thingButton(language, thing))}
        ${unnamed.map((category) => categoryButton(language, category))}
      </div>
    </details>`;
}

function foundOf(
  language: Language,
  found: readonly Thing[],
  things: readonly Thing[],
  categories: readonly Category[],
): Part {
  const { category: texts } = REPORT_TEXTS[language];
  if (found.length === 0) {
    return html`<p class="note" role="status">${texts.nothing}</p>
      <div class="cards">${categories.map((category) => categoryButton(language, category))}</div>`;
  }
  return html`<p role="status">${texts.found}</p>
    <div class="cards">${found.map((thing) => thingButton(language, thing))}</div>
    <details>
      <summary class="button">${texts.all}</summary>
      <div class="cards">
        ${things.filter((thing) => !found.includes(thing)).map((thing) => thingButton(language, thing))}
      </div>
    </details>`;
}

function thingButton(language: Language, { code, name }: Thing) {
  return html`<button type="submit" class="second choice" name="thing" value="${code}">
    ${iconOf(code)}<span>${name[language]}</span>
  </button>`;
}

function categoryButton(language: Language, { code, name }: Category) {
  return html`<button type="submit" class="second choice" name="category" value="${code}">${name[language]}</button>`;
}

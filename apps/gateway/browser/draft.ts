// One draft of a report, in this browser alone, and only if the person asks for it. Pages of sensitive categories do not
// load this.
import { button, hiddenField, paragraph, said } from './elements.ts';
import { detailsAmong, MAX_MS, readKept, type KeptDraft } from './kept-draft.ts';

const KEY = 'safe-community.draft';
const store = openStore();

// On every page that loads this, a draft that is too old goes.
keptDraft();
for (const box of document.querySelectorAll<HTMLElement>('[data-draft]')) offerToKeep(box);
for (const box of document.querySelectorAll<HTMLElement>('[data-draft-offer]')) offerToContinue(box);
for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-draft-sent]')) {
  if (keptDraft()?.id === dataset['draftSent']) removeDraft();
}

/** Undefined where the browser allows none. */
function openStore(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    // The person has forbidden it.
    return undefined;
  }
}

function keptDraft(): KeptDraft | undefined {
  const draft = readKept(store?.getItem(KEY) ?? null, Date.now());
  if (draft === undefined) removeDraft();
  return draft;
}

function removeDraft(): void {
  store?.removeItem(KEY);
}

/** False if the browser does not take it. */
function keepDraft(draft: KeptDraft): boolean {
  try {
    store?.setItem(KEY, JSON.stringify(draft));
  } catch {
    // It is full, or allows nothing in this window.
    return false;
  }
  return store !== undefined;
}

/** In the step of the details: a button that keeps what is typed there from now on, and one that deletes it. */
function offerToKeep(box: HTMLElement): void {
  const {
    draft: form = '',
    id = '',
    why = '',
    save: keep = '',
    saved: kept = '',
    remove = '',
    removed = '',
  } = box.dataset;
  const fields = box.closest('form');
  if (fields === null) return;
  const isKept = (): boolean => keptDraft()?.id === id;
  // By the clock of this computer, which may be wrong.
  const at = Date.now() - Number(box.dataset['age']);
  const save = (): boolean => keepDraft({ id, at, form, fields: detailsAmong(new FormData(fields)) });
  const press = button(keep, () => {
    if (isKept()) {
      removeDraft();
      show(removed);
    } else {
      show(save() ? kept : (box.dataset['failed'] ?? ''));
    }
  });
  const show = (text: string): void => {
    press.textContent = isKept() ? remove : keep;
    note.textContent = text;
  };
  box.append(paragraph(why));
  const other = keptDraft();
  if (other !== undefined && other.id !== id) box.append(paragraph(box.dataset['replaces'] ?? ''));
  box.append(press);
  const note = said(box, '');
  if (other?.id === id) {
    fillIn(fields, other);
    // With the category and place of this page.
    save();
    show(kept);
  }
  fields.addEventListener('input', () => {
    if (isKept() && !save()) show(box.dataset['failed'] ?? '');
  });
  // Sent or deleted in another tab, or on the page from which the person comes back.
  for (const event of ['storage', 'pageshow']) addEventListener(event, () => show(isKept() ? kept : ''));
}

function fillIn(form: HTMLFormElement, { fields }: KeptDraft): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    const values = fields.flatMap(([name, value]) => (name === field.name ? [value] : []));
    const [first] = values;
    if (field.type === 'radio' || field.type === 'checkbox') {
      if (values.length > 0) (field as HTMLInputElement).checked = values.includes(field.value);
    } else if (first !== undefined) {
      field.value = first;
    }
  }
}

/** On the first page: what the draft holds is not shown, only that there is one. */
function offerToContinue(box: HTMLElement): void {
  const draft = keptDraft();
  if (draft === undefined) return;
  const { draftOffer: title = '', action = '', until = '', removed = '' } = box.dataset;
  const heading = document.createElement('h2');
  heading.textContent = title;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' });
  const form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  for (const name of ['noNetwork', 'sending']) form.dataset[name] = box.dataset[name] ?? '';
  const go = document.createElement('button');
  go.textContent = box.dataset['resume'] ?? '';
  const remove = button(box.dataset['remove'] ?? '', () => {
    removeDraft();
    const note = said(box, removed);
    box.replaceChildren(note);
    // The button that had the focus is gone.
    note.tabIndex = -1;
    note.focus();
  });
  const buttons = document.createElement('p');
  buttons.append(go, ' ', remove);
  form.append(hiddenField('form', draft.form), hiddenField('to', 'details'), buttons);
  box.append(heading, paragraph(`${until} ${time.format(draft.at + MAX_MS)}.`), form);
}

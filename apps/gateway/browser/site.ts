// What pages do beyond HTML, where scripts run. Everything works without it.
import { button, said } from './elements.ts';
import { closeMenu } from './menu.ts';
import { registerWorker } from './register-worker.ts';
import { watchForms } from './sending.ts';

for (const form of document.querySelectorAll<HTMLFormElement>('[data-retry]')) retryByLoading(form);
watchForms();
for (const box of document.querySelectorAll<HTMLElement>('[data-here]')) offerPlace(box);
for (const box of document.querySelectorAll<HTMLElement>('[data-keep]')) offerToKeep(box);
for (const form of document.querySelectorAll<HTMLFormElement>('[data-takes]')) takeTyped(form);
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-leave]')) leaveByKey(link);
for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu')) closeMenu(menu);
document.querySelector<HTMLElement>('.problems')?.focus();
registerWorker();

/** The form would leave out the parameters of the address. */
function retryByLoading(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.reload();
  });
}

/** A button that writes the point where the visitor is into a field. The browser asks for consent. */
function offerPlace(box: HTMLElement): void {
  const { here = '', label = '', hint = '', waits = '', done = '', failed = '' } = box.dataset;
  const field = document.getElementById(here);
  if (!(field instanceof HTMLInputElement) || !('geolocation' in navigator)) return;
  const note = said(box, hint);
  box.insertBefore(
    button(label, () => {
      note.textContent = waits;
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude } }) => {
          field.value = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
          note.textContent = done;
          field.focus();
        },
        () => {
          note.textContent = failed;
        },
        { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
      );
    }),
    note,
  );
}

/** The form for the other language takes along what is being typed in that of the page. */
function takeTyped(form: HTMLFormElement): void {
  form.addEventListener('formdata', ({ formData }) => {
    const other = document.getElementById(form.dataset['takes'] ?? '');
    if (!(other instanceof HTMLFormElement)) return;
    const own = new Set(formData.keys());
    for (const [name, value] of new FormData(other)) if (!own.has(name)) formData.append(name, value);
  });
}

/** Buttons that copy the text of an element, and print the page. */
function offerToKeep(box: HTMLElement): void {
  const { keep = '', copy = '', copied = '', failed = '', print: printLabel = '' } = box.dataset;
  const text = document.getElementById(keep)?.textContent.trim() ?? '';
  const note = said(box, '');
  box.insertBefore(
    button(copy, () => {
      navigator.clipboard.writeText(text).then(
        () => {
          note.textContent = copied;
        },
        () => {
          note.textContent = failed;
        },
      );
    }),
    note,
  );
  box.insertBefore(
    button(printLabel, () => print()),
    note,
  );
}

/** The page is replaced, so that "back" does not return to it; the Escape key twice does the same. */
function leaveByKey(link: HTMLAnchorElement): void {
  let escapedAt = -Infinity;
  const leave = (): void => {
    document.body.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener('keydown', ({ key, timeStamp }) => {
    if (key !== 'Escape') return;
    if (timeStamp - escapedAt < 1_000) leave();
    escapedAt = timeStamp;
  });
}

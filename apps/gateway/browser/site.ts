// What pages do beyond HTML, where scripts run. Everything works without it.

/** A form is sent once: another click within this time does nothing, milliseconds. */
const AGAIN_MS = 5_000;

for (const form of document.querySelectorAll('form')) sendOnce(form);
for (const box of document.querySelectorAll<HTMLElement>('[data-here]')) offerPlace(box);
for (const box of document.querySelectorAll<HTMLElement>('[data-keep]')) offerToKeep(box);
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-leave]')) leaveByKey(link);
document.querySelector<HTMLElement>('.problems')?.focus();

function sendOnce(form: HTMLFormElement): void {
  let sentAt = -Infinity;
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - sentAt < AGAIN_MS) event.preventDefault();
    else sentAt = event.timeStamp;
  });
  // Back from the next page: the form may be sent again.
  addEventListener('pageshow', () => {
    sentAt = -Infinity;
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

function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'second';
  made.textContent = label;
  made.addEventListener('click', press);
  return made;
}

/** A line below, which screen readers say when it changes. */
function said(box: HTMLElement, text: string): HTMLElement {
  const note = document.createElement('p');
  note.className = 'hint';
  note.setAttribute('role', 'status');
  note.textContent = text;
  box.append(note);
  return note;
}

import { said } from './elements.ts';

/** A form is sent once: another click within this time does nothing, milliseconds. */
const AGAIN_MS = 5_000;
/** Slow networks answer within this time. */
const MAX_WAIT_MS = 15_000;
/** Before a form says that it is being sent: most are gone by then. */
const QUIET_MS = 1_000;

/** When each form was sent; infinite while the network is tried. */
let sentAt = new WeakMap<HTMLFormElement, number>();
/** Forms that may go: the network answered. */
const cleared = new WeakSet<HTMLFormElement>();
/** What each form says about its sending. */
const notes = new WeakMap<HTMLFormElement, HTMLElement>();

/**
 * Forms are sent once, and only if the network is there: otherwise the page would be replaced by one of the browser, and
 * what was typed would be gone. Trying again repeats the same form, so there is one report.
 */
export function watchForms(): void {
  addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || cleared.delete(form)) return;
    if (event.timeStamp - (sentAt.get(form) ?? -Infinity) < AGAIN_MS) return event.preventDefault();
    sentAt.set(form, event.timeStamp);
    if (form.dataset['noNetwork'] === undefined || !('requestSubmit' in form)) return;
    event.preventDefault();
    void sendIfReachable(form, event.submitter);
  });
  // Back from the next page: the form may be sent again.
  addEventListener('pageshow', () => {
    sentAt = new WeakMap();
  });
}

async function sendIfReachable(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  sentAt.set(form, Infinity);
  const note = notes.get(form) ?? said(form, '');
  notes.set(form, note);
  note.className = 'hint';
  note.textContent = '';
  const waiting = setTimeout(() => {
    note.textContent = form.dataset['sending'] ?? '';
  }, QUIET_MS);
  const isReachable = await answers();
  clearTimeout(waiting);
  if (isReachable) {
    sentAt.set(form, performance.now());
    cleared.add(form);
    form.requestSubmit(submitter);
  } else {
    sentAt.delete(form);
    note.className = 'note';
    note.textContent = form.dataset['noNetwork'] ?? '';
  }
}

/** Whether the site answers, whatever it says. */
async function answers(): Promise<boolean> {
  const stop = new AbortController();
  const waited = setTimeout(() => stop.abort(), MAX_WAIT_MS);
  try {
    await fetch('/health', { method: 'HEAD', cache: 'no-store', signal: stop.signal });
    return true;
  } catch {
    // No answer at all, or none in time.
    return false;
  } finally {
    clearTimeout(waited);
  }
}

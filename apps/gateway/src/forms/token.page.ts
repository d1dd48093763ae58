import { html } from 'hono/html';
import type { Language } from '../site/module.ts';
import { SENT_TEXTS } from './sent.texts.ts';

/** The secret of what was sent; beside it a script offers to copy and to print it. */
export function tokenBox(language: Language, trackingToken: string) {
  const { copy, copied, copyFailed, print } = SENT_TEXTS[language];
  return html`<p><code class="token" id="token">${trackingToken}</code></p>
    <div
      data-keep="token"
      data-copy="${copy}"
      data-copied="${copied}"
      data-failed="${copyFailed}"
      data-print="${print}"
    ></div>`;
}

const PATH = '/service-worker.js';

/** TypeScript does not know them yet. */
declare const trustedTypes:
  | undefined
  | {
      createPolicy(
        name: string,
        rules: { readonly createScriptURL: () => string },
      ): { createScriptURL(ignored: string): string };
    };

/** The page for the time without a network; when the page has loaded, so that it takes nothing from it. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    // Without it the site is as it was. Browsers refuse it in private windows, and while a release is under way.
    navigator.serviceWorker.register(trustedPath(), { updateViaCache: 'none' }).catch(() => undefined);
  });
}

/** The only policy that pages may have, and it makes this address alone. */
function trustedPath(): string {
  if (typeof trustedTypes === 'undefined') return PATH;
  return trustedTypes.createPolicy('service-worker', { createScriptURL: () => PATH }).createScriptURL('');
}

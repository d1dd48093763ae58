/**
 * Sent with every answer. Pages hold no inline scripts and no inline styles, so nothing but the stylesheet and the scripts
 * of the site may be loaded, and forms may be sent to the site alone. The one policy of Trusted Types registers the service
 * worker, and makes no other address.
 *
 * @param photoStore address whose origin may serve pictures; empty for none but the site itself.
 */
export function securityHeaders(photoStore: string): Readonly<Record<string, string>> {
  const pictures = photoStore === '' ? "'self'" : `'self' ${new URL(photoStore).origin}`;
  return {
    ...SAME_FOR_ALL,
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src ${pictures}; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types service-worker`,
  };
}

const SAME_FOR_ALL = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(self), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Those without a photo store. */
export const SECURITY_HEADERS = securityHeaders('');

/** Sent with what programs of any site may read. No cookies are sent or accepted. */
export const ENDPOINT_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  // An address without an ending answers in the format that is asked for.
  Vary: 'Accept',
};

/**
 * What a browser gets that asks on behalf of another site whether it may read (preflight). Nothing may be sent from other
 * sites: an API key has no place in a web page.
 */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD',
  // The last two come from older scripts, which send them with every request.
  'Access-Control-Allow-Headers': 'Accept, If-None-Match, Content-Type, X-Requested-With',
  'Access-Control-Max-Age': '86400',
};

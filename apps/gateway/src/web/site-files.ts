/** A small file that browsers and robots look for at a fixed address. */
export interface SiteFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: () => string;
}

interface SiteOptions {
  /** Where visitors reach the gateway, without a slash at the end. */
  readonly publicUrl: string;
  /** Where to report a vulnerability: mailto:, https: or tel:. */
  readonly securityContact: string | undefined;
  readonly now: () => Date;
}

const TEXT = 'text/plain; charset=utf-8';
const DAY_MS = 86_400_000;
/** RFC 9116 recommends less than a year. */
const VALID_DAYS = 90;

/** What is for one visitor only is of no use in a search engine. */
const ROBOTS = [
  'User-agent: *',
  ...['/report', '/track', '/en/report', '/en/track'].map((path) => `Disallow: ${path}`),
];

/** A shield, in the colours of the site. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#005bbb" d="M16 2 4 6v9c0 7 5 12 12 15 7-3 12-8 12-15V6z"/><path fill="#ffd500" d="M4.6 18C6 23.600 10.300 27.500 16 30c5.700-2.500 10-6.400 11.400-12z"/></svg>';

export function siteFiles({ publicUrl, securityContact, now }: SiteOptions): readonly SiteFile[] {
  const always: readonly SiteFile[] = [
    { path: '/robots.txt', contentType: TEXT, body: () => `${ROBOTS.join('\n')}\n` },
    { path: '/favicon.ico', contentType: 'image/svg+xml', body: () => ICON },
  ];
  if (securityContact === undefined) return always;
  const path = '/.well-known/security.txt';
  const body = (): string => {
    const expires = new Date(now().getTime() + VALID_DAYS * DAY_MS).toISOString().replace(/T.*/, 'T00:00:00Z');
    return `Contact: ${securityContact}
Expires: ${expires}
Preferred-Languages: uk, en
Canonical: ${publicUrl}${path}
`;
  };
  return [...always, { path, contentType: TEXT, body }];
}

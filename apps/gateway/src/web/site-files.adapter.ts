import { ICON, ICON_192, ICON_512, SHARED_PICTURE, textsOf, THEME, UNLISTED } from '../site/module.ts';
import { sitemap } from './sitemap.adapter.ts';

/** A small file that browsers and robots look for at a fixed address. */
export interface SiteFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: () => string | Uint8Array<ArrayBuffer>;
}

interface SiteOptions {
  /** Where visitors reach the gateway, without a slash at the end. */
  readonly publicUrl: string;
  /** Where to report a vulnerability: mailto:, https: or tel:. */
  readonly securityContact: string | undefined;
  readonly now: () => Date;
  /** Paths without language of the pages that search engines may list. */
  readonly listed: readonly string[];
}

const TEXT = 'text/plain; charset=utf-8';
const DAY_MS = 86_400_000;
/** RFC 9116 recommends less than a year. */
const VALID_DAYS = 90;
const ICON_SIZES = { '/icon-192.png': ICON_192, '/icon-512.png': ICON_512 } as const;

export function siteFiles({ publicUrl, securityContact, now, listed }: SiteOptions): readonly SiteFile[] {
  let map: string | undefined;
  const always: readonly SiteFile[] = [
    { path: '/robots.txt', contentType: TEXT, body: () => robots(publicUrl) },
    // Of all hromadas it has a megabyte: made when the first robot asks.
    { path: '/sitemap.xml', contentType: 'application/xml', body: () => (map ??= sitemap(publicUrl, listed)) },
    { path: '/manifest.webmanifest', contentType: 'application/manifest+json', body: manifest },
    { path: '/favicon.ico', contentType: 'image/svg+xml', body: () => ICON },
    picture('/og.png', SHARED_PICTURE),
    ...Object.entries(ICON_SIZES).map(([path, base64]) => picture(path, base64)),
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

function picture(path: string, base64: string): SiteFile {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return { path, contentType: 'image/png', body: () => bytes };
}

/** Pages that say it themselves: a robot has to read them for that, and nobody has to find their addresses in a list. */
const SAY_SO_THEMSELVES: readonly string[] = ['/offline', '/safety'];

/** What is for one visitor only is of no use in a search engine. */
function robots(publicUrl: string): string {
  const closed = UNLISTED.filter((path) => !SAY_SO_THEMSELVES.includes(path)).flatMap((path) => [path, `/en${path}`]);
  return `User-agent: *
${closed.map((path) => `Disallow: ${path}\n`).join('')}
Sitemap: ${publicUrl}/sitemap.xml
`;
}

/** How a phone shows the site among its programs. */
function manifest(): string {
  const { site } = textsOf('uk');
  const icons = Object.keys(ICON_SIZES).map((src) => {
    const size = src.replaceAll(/\D/g, '');
    return { src, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' };
  });
  return JSON.stringify({
    name: site,
    short_name: site,
    description: textsOf('uk').front.lead,
    lang: 'uk',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    theme_color: THEME.light,
    background_color: THEME.light,
    icons: [{ src: '/favicon.ico', sizes: 'any', type: 'image/svg+xml' }, ...icons],
  });
}

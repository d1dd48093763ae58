import { LANGUAGES, pathIn } from '../site/module.ts';

/** Of one file, by the protocol of sitemaps. */
const MOST_ENTRIES = 50_000;

/**
 * Each page in each language, with where it is in the other one.
 *
 * @param publicUrl where visitors reach the gateway, without a slash at the end.
 * @param paths without language.
 */
export function sitemap(publicUrl: string, paths: readonly string[]): string {
  if (paths.length * LANGUAGES.length > MOST_ENTRIES) throw new RangeError('a sitemap has at most 50,000 entries');
  const entries = paths.flatMap((path) => {
    const inBoth = LANGUAGES.map((language) => ({
      language,
      address: escaped(`${publicUrl}${pathIn(language, path)}`),
    }));
    const links = inBoth.map(
      ({ language, address }) => `<xhtml:link rel="alternate" hreflang="${language}" href="${address}"/>`,
    );
    return inBoth.map(({ address }) => `<url><loc>${address}</loc>${links.join('')}</url>\n`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('')}</urlset>
`;
}

function escaped(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

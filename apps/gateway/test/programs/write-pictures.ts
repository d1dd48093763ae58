/**
 * Draws the pictures of the site that have to be PNG (`apps/gateway/src/site/pictures.ts`): what social networks show with
 * a link, and the icons of a phone. They hold no figure, so they get old only when a name, the mark, or a border changes.
 *
 *   node apps/gateway/test/programs/write-pictures.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planMap, renderClassedMap } from '@safe-community/charts';
import { BORDERS_ATTRIBUTION_UK, outlinesOf } from '@safe-community/territory';
import { openBrowser, type Browser } from '@safe-community/testkit/browser';
import { ICON, LANGUAGES, MARK, textsOf } from '../../src/site/module.ts';

const WRITTEN = join(import.meta.dirname, '../../src/site/pictures.ts');
const LARGEST = 60_000;
const MAP_WIDTH = 640;

function sharedPicture(): string {
  const outlined = outlinesOf('oblast', undefined);
  const plan = planMap(
    outlined.map(({ rings }) => rings),
    MAP_WIDTH,
  );
  const classOf = outlined.map(() => 0);
  const map = { title: '', description: '', plan, classOf, classes: 1 };
  const { svg } = renderClassedMap(map, { language: 'uk', id: 'map' });
  const names = LANGUAGES.map((language) => textsOf(language));
  return `<style>
      body { margin: 0; width: 1200px; height: 630px; display: flex; align-items: center; gap: 32px; padding: 0 56px;
        box-sizing: border-box; background: #ffffff; color: #14181f; border-bottom: 24px solid #0b5394;
        font-family: "Noto Sans", "Liberation Sans", Arial, sans-serif; }
      .mark { width: 96px; display: block; margin-bottom: 24px; }
      .chart { width: ${MAP_WIDTH}px; height: auto; flex: none; }
      .chart path { fill: #0b5394; stroke: #ffffff; stroke-width: 1.5; vector-effect: non-scaling-stroke;
        /* Smooth edges would make the picture three times as large. */ shape-rendering: crispEdges; }
      h1 { font-size: 54px; line-height: 1.1; margin: 0 0 8px; } h2 { font-size: 34px; font-weight: 400; margin: 0 0 28px; }
      small { position: absolute; left: 56px; bottom: 34px; font-size: 13px; color: #4a5565; }
      p { font-size: 25px; line-height: 1.35; margin: 0; color: #4a5565; }
    </style>
    <div><svg class="mark" viewBox="0 0 32 36">${MARK}</svg>
    <h1>${names[0]?.site}</h1><h2>${names[1]?.site}</h2><p>${names[0]?.front.heading}</p></div>
    ${svg}<small>${BORDERS_ATTRIBUTION_UK}</small>`;
}

/** With the place around it that phones cut away. */
function iconPicture(size: number): string {
  return `<style>body { margin: 0; background: #ffffff; } svg { display: block; width: ${size * 0.7}px; margin: ${size * 0.15}px; }</style>
    ${ICON}`;
}

async function pngOf(browser: Browser, html: string, width: number, height: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(html);
  const bytes = await page.screenshot({ type: 'png' });
  await page.close();
  if (bytes.length > LARGEST) throw new Error(`a picture of ${width} pixels has ${bytes.length} bytes`);
  return bytes;
}

const browser = await openBrowser();
const pictures = [
  ['SHARED_PICTURE', await pngOf(browser, sharedPicture(), 1_200, 630), '1,200 × 630 pixels: social networks show it.'],
  ['ICON_192', await pngOf(browser, iconPicture(192), 192, 192), '192 × 192 pixels.'],
  ['ICON_512', await pngOf(browser, iconPicture(512), 512, 512), '512 × 512 pixels.'],
] as const;
await browser.close();
const texts = pictures.map(
  ([name, bytes, says]) => `/** ${says} */\nexport const ${name} = '${bytes.toString('base64')}';\n`,
);
writeFileSync(WRITTEN, `// PNG in Base64, drawn by apps/gateway/test/programs/write-pictures.ts.\n${texts.join('')}`);
for (const [name, bytes] of pictures) console.log(name, bytes.length);

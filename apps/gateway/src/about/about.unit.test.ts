import { readFileSync } from 'node:fs';
import { CategoryPolicy } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import { ListCategoriesResponse } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { RuleStatus } from '@safe-community/contracts/incidents/v1/law.ts';
import { describe, expect, test } from 'vitest';
import { EMPTY_ANSWERS } from '../../test/answers.ts';
import type { Answers } from '../../test/answer-of.ts';
import { runPages } from '../../test/running-pages.ts';

const OWNER = {
  name: 'Рада <громади>',
  address: '21050, м. Вінниця',
  phone: '+380 (432) 00-00-00',
  email: 'info@gromada.example',
};
const PATHS = ['/about', '/privacy', '/contact', '/en/about', '/en/privacy', '/en/contact'];

type Options = Parameters<typeof runPages>[1];

/** The text of each address. */
async function read(paths: readonly string[], options: Options = {}, answers: Answers = EMPTY_ANSWERS) {
  const pages = await runPages(answers, options);
  try {
    return await Promise.all(paths.map((path) => pages.text(path)));
  } finally {
    await pages.stop();
  }
}

describe('who runs an installation', () => {
  test('stands on each of the pages, as it is configured', async () => {
    for (const text of await read(PATHS, { owner: OWNER, installation: 'real' })) {
      expect(text).toContain('Рада &lt;громади&gt;');
      expect(text).toContain('21050, м. Вінниця');
      expect(text).toContain('<a href="tel:+380432000000">+380 (432) 00-00-00</a>');
      expect(text).toContain('<a href="mailto:info@gromada.example">');
      expect(text).not.toMatch(/не назвав себе|given no name|демонстраційна інсталяція|This is a demonstration/);
    }
  });

  test('is not invented', async () => {
    for (const installation of ['real', 'demonstration'] as const) {
      for (const text of await read(PATHS, { installation })) {
        expect(text).toMatch(/не назвав себе|given no name/);
        expect(text.includes('<dl')).toBe(false);
        expect(/демонстраційна інсталяція|This is a demonstration/.test(text)).toBe(installation === 'demonstration');
      }
    }
  });
});

describe('how long personal data is kept', () => {
  const categories = [
    {
      category: IncidentCategory.FIRE,
      nameUk: 'Пожежа',
      nameEn: 'Fire',
      retentionDays: 1_095,
      status: RuleStatus.CONFIRMED,
    },
    {
      category: IncidentCategory.MEDICAL,
      nameUk: 'Медицина',
      nameEn: 'Medical',
      retentionDays: 21,
      status: RuleStatus.UNCONFIRMED,
    },
  ].map(({ status, ...each }) =>
    CategoryPolicy.fromPartial({ ...each, retentionBasis: { source: 'Акт № 1', status, validFrom: '2000-01-01' } }),
  );
  const answers = { ...EMPTY_ANSWERS, ListCategories: () => ListCategoriesResponse.fromPartial({ categories }) };

  test('is what the law of the installation says, with its source, and whether it was confirmed', async () => {
    const [uk = '', en = ''] = await read(['/privacy', '/en/privacy'], {}, answers);
    expect(uk.replaceAll(/\s+/g, ' ')).toContain('Пожежа');
    expect(uk).toMatch(/1\s095(&nbsp;|\u00A0)днів/u);
    expect(uk).toMatch(/21(&nbsp;|\u00A0)день/u);
    expect(en).toMatch(/1,095(&nbsp;|\u00A0)days/u);
    expect(uk.split('Акт № 1')).toHaveLength(3);
    expect(uk.split('ще не звірено з актом')).toHaveLength(2);
  });

  test('is said to be unavailable while the service is away, and the rest stays', async () => {
    const [text = ''] = await read(['/privacy'], {}, {});
    expect(text).toContain('Строки зараз недоступні');
    expect(text).toContain('№ 2297-VI');
    expect(text).not.toContain('<table');
  });
});

test('an anonymous report is called повідомлення, an appeal is what the law calls so', async () => {
  const [about = '', privacy = ''] = await read(['/about', '/privacy']);
  expect(about).toContain('№ 393/96-ВР');
  expect(about).toMatch(/Анонімне повідомлення/);
  const main = privacy.slice(privacy.indexOf('<main'), privacy.indexOf('</main>'));
  expect(main).not.toMatch(/звернен/i);
});

test('who reads a report is who may by the delivered policy', () => {
  const policy = JSON.parse(
    readFileSync(new URL('../../../../packages/security/policy.json', import.meta.url), 'utf8'),
  ) as { roles: Record<string, { grants: { scopes: string[] }[] }> };
  const readers = Object.entries(policy.roles)
    .filter(([, { grants }]) => grants.some(({ scopes }) => scopes.includes('incidents.read')))
    .map(([role]) => role);
  // Another role belongs into `readersList` of the texts.
  expect(readers.toSorted()).toEqual([
    'community-officer',
    'dispatcher',
    'education-safety',
    'hromada-head',
    'ministry',
    'police-unit-head',
    'ses',
    'social-service',
  ]);
});

test('where portraits come from is said, if they come from elsewhere', async () => {
  const [without = ''] = await read(['/privacy']);
  const [text = ''] = await read(['/privacy'], { photoStore: 'https://photos.example/officers' });
  expect([without.includes('photos.example'), text.includes('photos.example')]).toEqual([false, true]);
});

test('every page links to them, and to the address for vulnerabilities', async () => {
  const [front = '', english = '', contact = ''] = await read(['/', '/en', '/contact']);
  for (const path of ['/about', '/privacy', '/contact']) {
    expect(front).toContain(`href="${path}"`);
    expect(english).toContain(`href="/en${path}"`);
  }
  expect(contact).toContain('href="mailto:security@gromada.example"');
  expect(contact.indexOf('tel:112')).toBeLessThan(contact.indexOf('security@gromada.example'));
});

import fc from 'fast-check';
import { BUILT_IN } from '../src/catalogue/built-in.ts';
import type { CategoryPolicy } from '../src/catalogue/category-policy.ts';
import { NO_CASUALTIES, type Casualties } from '@safe-community/domain-kit';
import { CATEGORIES } from '../src/catalogue/category.ts';
import { CHANNELS } from '../src/incident/channel.ts';
import type { Attributes } from '../src/incident/incident.ts';
import type { Report } from '../src/reporting/report.ts';
import type { PlaceFacts } from '../src/reporting/report-place.ts';

export const NOW = new Date('2026-11-24T09:00:00Z');

/** A hromada in the middle of the country: everything within a degree is near. */
export const PLACES: PlaceFacts = {
  hromada: { code: 'UA-HERE', oblastCode: 'UA-OBLAST', centre: { latitude: 49.2, longitude: 28.5 } },
  isFromPoint: false,
  districtHromadaCode: 'UA-HERE',
  settlementHromadaCode: 'UA-HERE',
  isSettlementOfDistrict: true,
  isSettlementOfOblast: true,
  isInUkraine: true,
  isPointOfHromada: true,
  namedHromadaCode: 'UA',
};

export const PLAIN_REPORT: Report = {
  category: 'fire',
  channel: 'phone_101',
  hromadaCode: 'UA-HERE',
  starostaDistrictCode: '',
  settlementCode: '',
  description: 'горить хата',
  reporter: undefined,
  onBehalfOf: undefined,
  attachments: [],
  attributes: { fire_object: 'dwelling' },
  attributeNames: ['fire_object'],
  casualties: NO_CASUALTIES,
  isTest: false,
  externalClassification: undefined,
};

/** Typical text: letters of any script, digits, punctuation, tabs and line breaks. */
const readableText = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'абвгґєіїАБВxyz019 .,!?—’"\t\n\r', '漢', '𝒳', '🔥'), maxLength });

const wholeCount = fc.nat({ max: 5_000 });

export const casualtiesWithinRules: fc.Arbitrary<Casualties> = fc
  .record({ ck: wholeCount, dk: wholeCount, ci: wholeCount, di: wholeCount, k: fc.nat({ max: 100 }), i: fc.nat(100) })
  .map(({ ck, dk, ci, di, k, i }) => ({
    killed: Math.min(10_000, ck + dk + k),
    injured: Math.min(10_000, ci + di + i),
    childrenKilled: ck,
    childrenInjured: ci,
    defendersKilled: dk,
    defendersInjured: di,
  }));

const phone = fc.stringMatching(/^\+[1-9][0-9]{7,14}$/);
const name = readableText(199).map((text) => `я${text}`);
const named = fc.record({ fullName: name, phone: fc.oneof(fc.constant(''), phone) });
const person = fc.oneof(named, fc.record({ fullName: fc.constant(''), phone }));

const attachment = fc.record({
  uri: fc.oneof(
    fc.webUrl({ validSchemes: ['https', 's3'], withQueryParameters: true }).filter((uri) => uri.length <= 500),
    fc.constant('s3://evidence/2026/11/24/photo.jpg'),
  ),
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  mediaType: fc.constantFrom('', 'image/jpeg', 'application/vnd.oasis.opendocument.text', 'image/svg+xml'),
  sizeBytes: fc.bigInt({ min: 0n, max: 10_000_000_000n }),
});

/** A report that is valid at `NOW` in `PLACES`. */
export const reportWithinRules: fc.Arbitrary<Report> = fc
  .record(
    {
      category: fc.constantFrom(...CATEGORIES),
      channel: fc.constantFrom(...CHANNELS),
      starostaDistrictCode: fc.constantFrom('', 'D-1'),
      settlementCode: fc.constantFrom('', 'S-1'),
      location: fc.record({
        latitude: fc.double({ min: 48.6, max: 49.8, noNaN: true }),
        longitude: fc.double({ min: 27.7, max: 29.3, noNaN: true }),
      }),
      occurredAt: fc.date({ min: new Date('1991-01-01T00:00:00Z'), max: NOW, noInvalidDate: true }),
      description: readableText(4_000),
      reporter: person,
      onBehalfOf: person,
      attachments: fc.array(attachment, { maxLength: 20 }),
      casualties: casualtiesWithinRules,
    },
    { requiredKeys: [] },
  )
  .map((more) => withoutContact({ ...PLAIN_REPORT, ...more }))
  .map((report) => ({ report, attributes: askedFor(policyOf(report)) }))
  .map(({ report, attributes }) => ({ ...report, attributes, attributeNames: Object.keys(attributes) }));

/** An anonymous report may name the person concerned, without a phone number. */
function withoutContact(report: Report): Report {
  const { reporter, onBehalfOf } = report;
  if (reporter !== undefined || onBehalfOf === undefined) return report;
  return { ...report, onBehalfOf: { fullName: onBehalfOf.fullName || 'Ганна', phone: '' } };
}

export function policyOf({ category }: Pick<Report, 'category'>): CategoryPolicy {
  const policy = BUILT_IN.find((known) => known.category === category);
  if (policy === undefined) throw new Error(`the catalogue has no category ${category}`);
  return policy;
}

/** The required ones, each a choice: with its first value. */
function askedFor({ attributes }: CategoryPolicy): Attributes {
  return Object.fromEntries(
    attributes.flatMap((rule) => (rule.required && 'values' in rule ? [[rule.name, rule.values[0]?.value ?? '']] : [])),
  );
}

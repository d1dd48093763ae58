import { holdingOf, ourMethods, type ourMessages } from '@safe-community/contracts/inventory';
import { allMethods } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, readPolicyFile } from '@safe-community/security/policy';
import { expect, test } from 'vitest';
import { accessTable, furtherTable } from './access-table.ts';

// The web pages for everyone call the services with this role: whatever it may read, the whole internet may read.

type DescMessage = ReturnType<typeof ourMessages>[number];
type DescField = DescMessage['fields'][number];

const ROLE = 'public-page';
const POLICY = readPolicyFile(BUILT_IN_POLICY);
const GRANTED = accessTable(POLICY, allMethods()).flatMap(({ method, cells }) =>
  cells.some(({ role, grants }) => role === ROLE && grants.length > 0) ? [method] : [],
);

/** What these responses may hold beyond codes and public texts, and why. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'AddVoice AddVoiceResponse.tracking_token': 'the token of the voice that was just added',
  'GetForm GetFormResponse.content': 'what the visitor filled in, encrypted by the pages for its address',
  'GetPublicProfile PublicProfile.name': 'published by the officer',
  'GetPublicProfile PublicProfile.photo_reference': 'published by the officer',
  'GetPublicProfile PublicProfile.duty_phone': 'published by the officer',
  'ReportIncident ReportIncidentResponse.tracking_token': 'the token of the report that was just sent',
  'SubmitRequest SubmitRequestResponse.tracking_token': 'the token of the request that was just sent',
  'ListCategories CatalogueRevision.changed_by': 'an office, from the configuration; no page shows it',
};

test('the role of the public pages holds no further scope, such as that of figures by officer', () => {
  const further = furtherTable(POLICY, allMethods());
  expect(further.map(({ scope }) => scope)).toContain('compliance.read-officers');
  const held = further.filter(({ cells }) => cells.some(({ role, grants }) => role === ROLE && grants.length > 0));
  expect(held).toEqual([]);
});

test('the role of the public pages may call exactly these methods', () => {
  expect(GRANTED.map(({ path }) => path.split('/').at(-1)).toSorted()).toEqual([
    'AddToReport',
    'AddVoice',
    'AppealDecision',
    'CheckApiKey',
    'CompareTerritories',
    'ConfirmFixed',
    'ConfirmSubscription',
    'EndSubscription',
    'ExportChart',
    'GetCoverage',
    'GetForm',
    'GetPublicProfile',
    'GetReportStatus',
    'GetRequest',
    'GetRequestStatus',
    'GetScorecard',
    'KeepForm',
    'ListCategories',
    'ListHromadaCoverage',
    'ListMeasures',
    'ListNearbyRequests',
    'ListOfficialFigures',
    'ListRequestUpdates',
    'ListRequests',
    'ListSources',
    'QueryFigures',
    'ReopenReport',
    'ReportIncident',
    'ReportWithApiKey',
    'SubmitRequest',
    'SubscribeToReport',
  ]);
});

test('no method of the public pages returns personal or internal data, except what is published', () => {
  const found = ourMethods()
    .filter(({ parent, name }) => GRANTED.some(({ path }) => path === `/${parent.typeName}/${name}`))
    .flatMap(({ name, output }) => closedFieldsOf(output).map((field) => `${name} ${field}`));
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(PUBLISHED).toSorted());
});

test('every grant of the role is without a purpose and without sensitive cases', () => {
  for (const { categories, purposes } of POLICY.roles[ROLE]!.grants) {
    expect(categories).toBe('ordinary');
    expect(purposes).toEqual([]);
  }
});

/** The fields of a message, at any depth, that are personal, internal, or secret: "PublicProfile.name". */
function closedFieldsOf(message: DescMessage, seen: ReadonlySet<string> = new Set()): string[] {
  if (seen.has(message.typeName)) return [];
  const within = new Set([...seen, message.typeName]);
  return message.fields.flatMap((field) => [
    ...(isClosed(field) ? [`${message.name}.${field.name}`] : []),
    ...(field.message === undefined ? [] : closedFieldsOf(field.message, within)),
  ]);
}

function isClosed(field: DescField): boolean {
  const holding = holdingOf(field);
  return holding === 'PERSONAL' || holding === 'INTERNAL' || holding === 'SECRET';
}

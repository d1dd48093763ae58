import {
  RefusedSchoolField,
  SchoolImportRow,
  type School as SchoolMessage,
} from '@safe-community/contracts/incidents/v1/school.ts';
import {
  ImportSchoolsResponse,
  SchoolServiceService as Schools,
} from '@safe-community/contracts/incidents/v1/school_service.ts';
import { within, type Parsed } from '@safe-community/domain-kit';
import { command, given, ROW_ANSWER, type Rpc } from '@safe-community/service-kit';
import { incidentStep, type IncidentSteps } from '../incident/module.ts';
import type { Territory } from '../routing/module.ts';
import { deleteLink, isLinked, linkChangedEvent, saveLink } from '../school-links/module.ts';
import { readSchool } from './school.mapping.ts';
import { allSchools, findSchool, SCHOOL_BATCH } from './school.store.ts';
import { checkEdrpou, effectOf, linkSchool, unlinkSchool, type School } from './school.ts';

export interface SchoolShared extends IncidentSteps {
  readonly territory: Territory;
}

const { importCommand } = given<SchoolShared>();

/** A valid row, and the stored school of its code. */
interface ReadRow {
  readonly school: School;
  readonly stored: School | undefined;
}

const saveSchool = command(ROW_ANSWER, {
  decide: ({ command: { school } }: { readonly command: ReadRow }) => school,
  batch: () => SCHOOL_BATCH,
  events: () => [],
  subjects: ({ saved: { edrpou } }) => [`school-${edrpou}`],
  reply: ({ saved: { edrpou } }) => edrpou,
});

const importSchools = importCommand(Schools.importSchools, {
  row: SchoolImportRow,
  rowName: 'safecommunity.incidents.v1.SchoolImportRow',
  response: ImportSchoolsResponse,
  refusedField: RefusedSchoolField,
  async reader({ database, deps: { territory } }) {
    const known = await allSchools(database.em.fork());
    const read = new Set<string>();
    return async ({ school }) => readRow(school, known, read, territory);
  },
  write: saveSchool,
  rules: {
    REQUEST_ID_REUSED: { field: 'school', rule: 'differs from the row of an earlier attempt of this import' },
  },
  replacing: {
    keyOf: ({ school }) => school.edrpou,
    effectOf: ({ school, stored }) => effectOf(school, stored),
  },
});

/** @param read the codes of the rows before; the row adds its own. */
function readRow(
  message: SchoolMessage | undefined,
  known: ReadonlyMap<string, School>,
  read: Set<string>,
  territory: Territory,
): Parsed<ReadRow> {
  if (message === undefined) return { violations: [{ field: 'school', rule: 'must be given' }] };
  const parsed = readSchool(message, territory);
  if ('violations' in parsed) return { violations: within('school', parsed.violations) };
  const { edrpou } = parsed.value;
  if (read.has(edrpou)) return { violations: [{ field: 'school.edrpou', rule: 'must be in one row of the import' }] };
  read.add(edrpou);
  return { value: { school: parsed.value, stored: known.get(edrpou) } };
}

const link = incidentStep(Schools.linkSchool, {
  parse: ({ fields }) => fields.text('edrpou', checkEdrpou),
  load: async ({ tx, command: edrpou }) => ({ school: await findSchool(tx, edrpou) }),
  decide({ incident, loaded: { school }, command: edrpou, now }) {
    const change = linkSchool(incident, school, now);
    return 'incident' in change ? { ...change, edrpou } : change;
  },
  save: ({ tx, incident, change, deps: { keyring } }) => saveLink(tx, keyring, incident.incidentId, change.edrpou),
  events: ({ incident, change, now }) => [linkChangedEvent(incident, change.edrpou, now)],
  reply: ({ incident: { version } }) => ({ version }),
});

const unlink = incidentStep(Schools.unlinkSchool, {
  parse: () => ({}),
  load: async ({ tx, incident: { incidentId } }) => ({ wasLinked: await isLinked(tx, incidentId) }),
  decide: ({ incident, loaded: { wasLinked }, now }) => unlinkSchool(incident, wasLinked, now),
  save: ({ tx, incident }) => deleteLink(tx, incident.incidentId),
  events: ({ incident, now }) => [linkChangedEvent(incident, '', now)],
  reply: ({ incident: { version } }) => ({ version }),
});

export const SCHOOL_COMMANDS: readonly Rpc<SchoolShared>[] = [importSchools, link, unlink];

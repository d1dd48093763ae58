import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogueServiceService as Catalogue } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { eventually, testClient, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { readCatalogueFile } from './catalogue-file.adapter.ts';

const file = join(testFolder('catalogue'), 'catalogue.json');
const write = (days: number): void =>
  writeFileSync(
    file,
    JSON.stringify({ changed_by: 'duty office', note: `${days} days`, categories: { fire: { retention_days: days } } }),
  );

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

test(
  'a changed file is in force without a restart; one with mistakes changes nothing',
  { timeout: 120_000 },
  async () => {
    write(100);
    await intake.restart({ catalogue: readCatalogueFile(file), catalogueFile: file });
    const client = testClient(Catalogue, intake.port);
    const now = async () => {
      const { revision, categories } = await client.listCategories({ revision: 0 });
      const days = categories.find(({ category }) => category === IncidentCategory.FIRE)?.retentionDays;
      return [revision?.revision, revision?.note, days];
    };
    expect(await now()).toEqual([2, '100 days', 100]);
    write(200);
    await eventually(async () => expect(await now()).toEqual([3, '200 days', 200]));
    write(0);
    await eventually(async () => expect(intake.log.join('\n')).toMatch(/reload-catalogue.*retention_days/s));
    expect(await now()).toEqual([3, '200 days', 200]);
    client.close();
  },
);

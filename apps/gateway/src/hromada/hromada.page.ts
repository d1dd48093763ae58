import { html } from 'hono/html';
import { controlSuffix, frontlineNote, occupiedSection, type Control, type ReadControl } from '../control/module.ts';
import { COVERAGE_DEFINITION, type PlaceControl } from '../coverage/module.ts';
import { officerSection, type ReadOfficer } from '../officer/module.ts';
import { bordersSource, findPlace, hromadaName, neighbours, type PlaceNames } from '../places/module.ts';
import { reportsSection, type ReadReportsHere } from '../reports-here/module.ts';
import { formatOf, linkTo, problemPage, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';
import type { HromadaReads } from './hromada.client.ts';
import { HROMADA_TEXTS } from './hromada.texts.ts';
import type { CategoryCount, Coverage, HromadaFigures } from './hromada.ts';

/** What a page of a hromada shows besides its own figures. */
interface Around {
  readonly readControl: ReadControl;
  readonly promisesOf: (code: string, language: Language) => Promise<Escaped>;
  readonly readReports: ReadReportsHere;
}

/** Officer, promises, coverage and figures of one hromada. */
export function hromadaPage(
  readOfficer: ReadOfficer,
  reads: HromadaReads,
  { readControl, promisesOf, readReports }: Around,
  now: () => Date,
): Page<Escaped> {
  return {
    path: '/h/:katottg',
    async read({ language, param }) {
      const code = param('katottg');
      const place = /^UA\d{17}$/.test(code) ? findPlace(code, language) : undefined;
      if (place === undefined) return problemPage(language, '/', 'missing');
      const { hromada } = textsOf(language);
      const format = formatOf(language);
      const all = await readControl();
      const control = all.get(code);
      const population = hromada.population(
        format.whole(place.population),
        format.day(place.populationDay),
        place.populationPublisher,
      );
      const body = html`${place.isCity ? '' : html`<p>${hromada.where(place.oblast, place.raion)}</p>`}
        <p>${population}</p>
        ${
          control?.status === 'occupied'
            ? occupiedSection(control, language)
            : await servedSections(place, control, language)
        }
        ${neighboursSection(code, all, language)}`;
      return { title: hromadaName(place, language), body, here: `/h/${code}` };
    },
  };

  async function servedSections(
    { code, oblastCode }: PlaceNames,
    control: PlaceControl | undefined,
    language: Language,
  ) {
    const [officer, promises, reports, coverage, figures] = await Promise.all([
      readOfficer(code),
      promisesOf(code, language),
      readReports(code),
      reads.coverage(oblastCode, code),
      reads.figures(code),
    ]);
    return html`${control === undefined ? '' : frontlineNote(control, language)}
      ${officerSection(officer, language, now())} ${promises} ${reportsSection(reports, { code, language, now: now() })}
      ${coverage === undefined ? '' : coverageSection(coverage, language)} ${figuresSection(figures, language)}
      <p>${linkTo(language, `/compare/places?a=${code}`, HROMADA_TEXTS[language].compare)}</p>`;
  }
}

function coverageSection({ beats, staffedBeats, requiredBeats, isEligible }: Coverage, language: Language) {
  const { hromada } = textsOf(language);
  const { whole } = formatOf(language);
  return html`<h2>${hromada.coverage}</h2>
    <p>
      ${beats === 0 ? hromada.noBeats : hromada.beats(whole(staffedBeats), whole(beats))}
      ${hromada.required(whole(requiredBeats))}
    </p>
    ${isEligible ? '' : html`<p class="note">${hromada.notEligible}</p>`}
    <p class="small">${COVERAGE_DEFINITION[language]} ${HROMADA_TEXTS[language].coverageSource}</p>`;
}

function figuresSection({ period, counts, leftOut }: HromadaFigures, language: Language) {
  const { hromada } = textsOf(language);
  const { day } = formatOf(language);
  const caption = hromada.period(day(period.from), day(period.to));
  return html`<h2>${hromada.figures}</h2>
    ${
      counts.length === 0
        ? html`<p>${caption}</p>
            <p>${hromada.noFigures}</p>`
        : html`<table>
            <caption>
              ${caption}
            </caption>
            <thead>
              <tr>
                <th scope="col">${hromada.category}</th>
                <th scope="col">${hromada.count}</th>
              </tr>
            </thead>
            <tbody>
              ${counts.map((count) => countRow(count, language))}
            </tbody>
          </table>`
    }
    <p class="small">${HROMADA_TEXTS[language].figuresDefinition} ${leftOut[language]}</p>`;
}

function countRow({ category, incidents, isLowerBound }: CategoryCount, language: Language) {
  const { atLeast, categories, hromada } = textsOf(language);
  const { whole } = formatOf(language);
  const known = Object.entries(categories).find(([word]) => word === category)?.[1] ?? categories.other;
  return html`<tr>
    <th scope="row">${known}</th>
    <td class="number" data-label="${hromada.count}">${isLowerBound ? `${atLeast} ` : ''}${whole(incidents)}</td>
  </tr>`;
}

/** Where a village lies near the border, the officer of the neighbour may be nearer. */
function neighboursSection(code: string, control: Control, language: Language) {
  const around = neighbours(code, language);
  if (around.length === 0) return '';
  return html`<h2>${HROMADA_TEXTS[language].neighbours}</h2>
    <ul>
      ${around.map(
        (place) =>
          html`<li>
            ${linkTo(language, `/h/${place.code}`, hromadaName(place, language))}${controlSuffix(control.get(place.code), language)}
          </li>`,
      )}
    </ul>
    <p class="small">${bordersSource(language)}</p>`;
}

/** What of a CycloneDX document (1.5, as npm writes it) is looked at here. */
export interface BillOfMaterials {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  /** `name@version` */
  readonly 'bom-ref': string;
  readonly name: string;
  readonly licenses?: readonly { readonly license: { readonly id: string } }[];
}

/** The same bill with these packages alone. Throws when it lacks one of them: a bill with a gap is worse than none. */
export function billOf(whole: BillOfMaterials, needs: ReadonlyMap<string, readonly string[]>): BillOfMaterials {
  const components = whole.components.filter((component) => needs.has(component['bom-ref']));
  const listed = new Set([whole.metadata.component, ...components].map((component) => component['bom-ref']));
  const lacking = [...needs.keys()].filter((id) => !listed.has(id));
  if (lacking.length > 0) throw new Error(`npm sbom does not list ${lacking.join(', ')}`);
  return { ...whole, components, dependencies: [...needs].map(([ref, dependsOn]) => ({ ref, dependsOn })) };
}

/** The same bill with the licences, by `name@version`, of packages of which the lockfile names none. */
export function withLicences(bill: BillOfMaterials, licences: Readonly<Record<string, string>>): BillOfMaterials {
  const components = bill.components.map((component) => {
    const id = licences[component['bom-ref']];
    return component.licenses === undefined && id !== undefined
      ? { ...component, licenses: [{ license: { id } }] }
      : component;
  });
  return { ...bill, components };
}

/** The same bill under the name of this project; npm writes that of the folder in which the clone happens to be. */
export function named(bill: BillOfMaterials, name: string): BillOfMaterials {
  return { ...bill, metadata: { ...bill.metadata, component: { ...bill.metadata.component, name } } };
}

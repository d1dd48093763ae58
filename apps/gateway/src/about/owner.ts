/** Who runs this installation, and how to reach them. What is not configured is not known, and nothing is invented. */
export interface Owner {
  readonly name: string | undefined;
  readonly address: string | undefined;
  /** As people write it. */
  readonly phone: string | undefined;
  readonly email: string | undefined;
}

/** What these pages say about the installation. */
export interface Installed {
  readonly owner: Owner;
  readonly isDemonstration: boolean;
  /** mailto:, https: or tel:. */
  readonly securityContact: string | undefined;
  /** Empty if there is none. */
  readonly photoStore: string;
}

export const NOBODY: Owner = { name: undefined, address: undefined, phone: undefined, email: undefined };

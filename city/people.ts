// people.yaml: the people who may try the sample city, as parsed. Shape only; the loader has checked it.

export interface Story {
  readonly zh: string;
  readonly en: string;
}

/** A named resident with a login. */
export interface Citizen {
  readonly login: string;
  readonly name: string;
  readonly sex: "female" | "male";
  readonly born: string;
  readonly district: string;
  readonly phone: string;
  readonly story: Story;
}

/** A named organisation with its premises; `legal` and `agents` are logins of citizens. */
export interface NamedOrganisation {
  readonly key: string;
  readonly name: string;
  readonly kind: "limited-company" | "sole-trader";
  readonly legal: string;
  readonly agents: readonly string[];
  readonly phone: string;
  readonly status: "active" | "suspended" | "revoked" | "cancelled";
  readonly capital: number;
  readonly established: string;
  readonly scope: string;
  readonly premises: {
    readonly subdistrict: string;
    readonly address: string;
    readonly use: "commercial" | "mixed" | "office" | "residential" | "industrial";
    readonly area: number;
  };
  readonly licences: readonly string[];
}

export interface People {
  readonly citizens: readonly Citizen[];
  readonly organisations: readonly NamedOrganisation[];
}

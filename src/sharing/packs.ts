// The internal services about sharing data, known by what they serve for and never by name.
import type { Pack } from "../catalogue/index.ts";
import type { SharingGround } from "./ground.ts";

export type Serving = NonNullable<Pack["header"]["serves"]>;

/** The packs under which new cases begin, whoever may start them. */
export async function currentPacks({ catalogue }: Pick<SharingGround, "catalogue">): Promise<readonly Pack[]> {
  const versions = await catalogue.versions();
  return Promise.all(versions.filter(({ current }) => current).map(({ hash }) => catalogue.pack(hash)));
}

/** Those that serve for this. */
export async function packsServing(ground: Pick<SharingGround, "catalogue">, what: Serving): Promise<readonly Pack[]> {
  return (await currentPacks(ground)).filter(({ header }) => header.serves === what);
}

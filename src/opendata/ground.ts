// What the addresses of open data are answered with.
import type { Pool } from "pg";
import type { Catalogue } from "../catalogue/index.ts";
import type { Organisation } from "../organisation/index.ts";
import type { Article } from "./rdf/cpsv.ts";
import type { Place } from "./rdf/place.ts";

export interface OpenDataGround {
  readonly pool: Pick<Pool, "query">;
  readonly catalogue: Pick<Catalogue, "services">;
  readonly organisation: Organisation;
  readonly publicUrl: string;
  readonly article: Article;
  /** Epoch milliseconds. */
  now(): number;
}

/** Where the catalogue stands; undefined before a city was loaded. */
export async function placeOf({ organisation, publicUrl }: OpenDataGround): Promise<Place | undefined> {
  const directory = await organisation.current();
  return directory ? { base: publicUrl, directory } : undefined;
}

// Keeps the index by following the log: whatever happened to a case, its rows are made anew of what is in it now.
import { type Desk, type Feed, searchables } from "../casework/index.ts";
import { putCases } from "./keep.ts";
import { wantReadings } from "./reading.ts";
import { forget } from "./store.ts";

/** Counts what rows are made of: where that changes, all of them are made again, from the beginning of the log. */
const format = 2;

/** The one who follows for searching. */
export const searchFeed = (desk: Desk): Feed => ({
  name: `search-${format}`,
  from: "start",
  most: 100,
  // After a burst of work words are found some seconds later.
  patience: 2000,
  handle: async (client, entries) => {
    const ids = [...new Set(entries.map((entry) => entry.case))];
    const found = await searchables(desk, ids);
    const known = new Set(found.map(({ loaded }) => loaded.row.id));
    await wantReadings(client, found);
    await putCases(desk, client, found);
    // A case without its key is destroyed.
    const gone = ids.filter((id) => !known.has(id));
    if (gone.length > 0) await forget(client, ...gone);
  },
});

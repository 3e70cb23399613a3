// Who answers for what, and changes of who works where, as the pages and the API make them.
export { type Accountable, accountable, type Entrusted, type KeptApart, keptApart, neededFor } from "./accountable.ts";
export { type Changed, changeOrganisation, reasonOf } from "./change.ts";
export { deleteFilter, filtersOf, firstFilter, type SavedFilter, saveFilter, sharedFilter } from "./filters.ts";
export { staffingJobs } from "./granted.ts";
export { agenciesHeld, type BoardView, boardPosts, boardViews, viewsOf } from "./scope.ts";

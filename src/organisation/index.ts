// Agencies, posts and officers: who works where, from which day to which.
export { type OrganisationCommand, organisationCommand } from "./command.ts";
export { type Organisation, openOrganisation } from "./current.ts";
export { decideChange, decideGranted } from "./decide.ts";
export { type Against, type Around, type Decided, type RowChange, shifted, type Told } from "./decided.ts";
export {
  type Agency,
  type Appointment,
  type CityInfo,
  type Directory,
  type Leave,
  makeDirectory,
  minuteAt,
  type Officer,
  type Post,
  type Roster,
  type StandIn,
} from "./directory.ts";
export { loadOrganisation } from "./load.ts";
export { mayChange, type Powers, powersOf } from "./may-change.ts";
export { both as periodText } from "./period.ts";
export { type CityRead, type Read, readCity, readCityFile } from "./read.ts";
export { type ChangeEntry, changesOf, writeChange } from "./write.ts";

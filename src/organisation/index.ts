// Agencies, posts and officers: who works where, from which day to which.
export { type Organisation, openOrganisation } from "./current.ts";
export {
  type Agency,
  type Appointment,
  type CityInfo,
  type Directory,
  makeDirectory,
  type Officer,
  type Post,
  type Roster,
} from "./directory.ts";
export { loadOrganisation } from "./load.ts";
export { type CityRead, type Read, readCity, readCityFile } from "./read.ts";

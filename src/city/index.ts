// A city's folder brought in: its organisation, its registers, and in a sample city its people.
export { type CityContent, type CityPeople, type FolderRead, readFolder } from "./folder.ts";
export { type Guest, guestsOf } from "./guests.ts";
export { type Loaded, loadCity } from "./load.ts";

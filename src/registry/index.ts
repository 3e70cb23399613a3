// What agencies know: registers as data, records sealed under their owners' keys.
export { type AgencyKeys, agencyKeysIn } from "./agency-keys.ts";
export { type Field, type Fields, type Register, registersFile, rowProblem, type Value } from "./format.ts";
export { defineRegisters, type LoadReport, loadRecords, setDown } from "./load.ts";
export { type Looked, type LookUp, lookUp, lookUpAll, type RegistryGround, registerOf, registers, searchRegister } from "./look-up.ts";

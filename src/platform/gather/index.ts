// Front door: doing together what comes at the same moment.
export { gathering, type Several } from "./gather.ts";

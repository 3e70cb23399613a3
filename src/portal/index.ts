// The pages for the public: find a service, apply for it, follow it, see who looked, check a document.
export type { Guest, Guests, PortalContext, Verdict } from "./context.ts";
export { portalJobs } from "./jobs.ts";
export { createPortal } from "./portal.ts";
export { routes as portalRoutes } from "./routes.ts";

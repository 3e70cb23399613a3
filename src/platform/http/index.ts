// Front door: middlewares in the order they stand in, readers of what is sent, answers, and listening.

export { favicon, serveAssets } from "./assets.ts";
export { BodyTooLarge } from "./body-too-large.ts";
export { compress } from "./compress.ts";
export { readCookie, writeCookie } from "./cookies.ts";
export { bearer, type CsrfOptions, csrf, maskedToken, renewVisitor, tokenHolds } from "./csrf.ts";
export { localPath, readDisplay, setDisplay } from "./display.ts";
export { type Encoding, encodingFor } from "./encoding.ts";
export type { Http, HttpEnv } from "./env.ts";
export { errorAnswer, onError, onNotFound, refusals, refuse, wantsData } from "./errors.tsx";
export { alreadyHas, etag, ifMatch } from "./etag.ts";
export { flash, takeFlash } from "./flash.ts";
export { type FloorOptions, layFloor } from "./floor.ts";
export { type FormResult, readForm, readUpload } from "./form.ts";
export { type FormFields, formFields } from "./form-fields.ts";
export { type IdempotencyKey, readIdempotencyKey } from "./idempotency.ts";
export { type CursorKey, Cursors, type Keyset, type KeysetPage, keysetPage, readKeyset } from "./keyset.ts";
export { language, toLanguage } from "./language.ts";
export { type BodyKind, bodyLimit, bodyLimits } from "./limits.ts";
export { boundaryOf, type FieldPart, type FilePart, Malformed, multipart } from "./multipart.ts";
export { pageSetting, sendPage } from "./page.ts";
export { type Problem, type ProblemError, type ProblemInput, problem, problemOf } from "./problem.ts";
export { requestId } from "./request-id.ts";
export { type Query, type Route, type RouteParams, route } from "./route.ts";
export { saneRequest } from "./sane.ts";
export { secureOrigin } from "./secure.ts";
export { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";
export { type Fetch, type Listening, type ListenOptions, ListenProblem, listen } from "./server.ts";

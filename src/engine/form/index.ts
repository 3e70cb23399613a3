// The form of a service: form.yaml compiled, its pages walked, what people typed read, answers validated.
export { apiSchema } from "./api-schema.ts";
export { compiledForm, compileForm, type FormProblem } from "./compile.ts";
export { form as formFile } from "./format.ts";
export { type Answers, type Form, type FormField, type FormPage, type FormRule, type Property, type Widget, widgets } from "./model.ts";
export { type PageRead, type RawPage, readPage, withPage } from "./read-page.ts";
export { groupPlace, groupsOf, rawRows, rowForm, rowPage } from "./rows.ts";
export { type AnswerProblem, type Examined, examine, validateAll, validatePage } from "./validate.ts";
export { counted, type FormContext, next, reachable } from "./walk.ts";

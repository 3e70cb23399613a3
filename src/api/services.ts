// What is offered: services as data, with the form of each as one JSON Schema.
import { z } from "zod";
import type { Desk } from "../casework/index.ts";
import type { Pack } from "../catalogue/index.ts";
import { apiSchema } from "../engine/form/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { type Route, route } from "./route.ts";
import { service, serviceLine } from "./shapes.ts";

/** Which of the procedure's clocks a time is read off is the pack's own affair. */
const time = <T extends { readonly clock?: string | undefined }>({ clock: _, ...said }: T): Omit<T, "clock"> => said;

export function serviceRoutes(desk: Desk): readonly Route[] {
  const lines = async (packs: readonly Pack[]): Promise<z.infer<typeof serviceLine>[]> => {
    const directory = await desk.organisation.current();
    return packs.map(({ header }) => line(header, directory?.agency(header.agency)?.title));
  };
  const line = (header: Pack["header"], agency: Text | undefined): z.infer<typeof serviceLine> => {
    return {
      id: header.id,
      version: header.version,
      title: header.title,
      summary: header.summary,
      lifeEvents: header.lifeEvents,
      applicants: header.applicants,
      agency: { id: header.agency, title: agency ?? { zh: header.agency, en: header.agency } },
      href: `/api/v1/services/${header.id}`,
    };
  };
  return [
    route({
      method: "get",
      path: "/services",
      id: "listServices",
      summary: "What is offered to the public",
      tag: "services",
      access: "none",
      answers: { 200: { description: "Every service", schema: z.object({ services: z.array(serviceLine) }) } },
      handle: async () => ({ status: 200, body: { services: await lines(await desk.catalogue.services()) } }),
    }),
    route({
      method: "get",
      path: "/services/{id}",
      id: "readService",
      summary: "One service, with its form as one JSON Schema and its pages",
      tag: "services",
      access: "none",
      params: z.object({ id: z.string().max(100) }),
      answers: { 200: { description: "The service", schema: service } },
      handle: async ({ params }) => {
        const pack = (await desk.catalogue.services()).find(({ header }) => header.id === params.id);
        if (!pack) return { status: 404 };
        const { header } = pack;
        const agency = (await desk.organisation.current())?.agency(header.agency)?.title;
        const body: z.infer<typeof service> = {
          ...line(header, agency),
          time: { statutory: time(header.time.statutory), promised: time(header.time.promised) },
          fees: header.fees,
          errands: header.errands,
          conditions: header.conditions,
          law: header.law,
          requirements: header.requirements.map(({ id, title, why, optional, sources }) => ({
            id,
            title,
            why,
            optional,
            sources: sources.map((source) => ("registry" in source ? "registry" : "upload" in source ? "upload" : "declaration")),
          })),
          outputs: header.outputs.map(({ id, kind, title }) => ({ id, kind, title })),
          ...(pack.parts
            ? {
                parts: Object.values(pack.parts).map(({ key, spec, awaits, pack: part }) => ({
                  key,
                  service: part.header.id,
                  title: part.header.title,
                  agency: part.header.agency,
                  choice: spec.choice,
                  after: [...awaits],
                  promised: part.header.time.promised.time,
                  fees: part.header.fees,
                })),
              }
            : {}),
          ...(header.declaration ? { declaration: header.declaration } : {}),
          form: {
            schema: apiSchema(pack.form) as never,
            pages: pack.form.pages.map(({ id, title, fields, when, from }) => ({
              id,
              title,
              fields: [...fields],
              ...(when ? { when } : {}),
              ...(from ? { from } : {}),
            })),
          },
        };
        return { status: 200, body };
      },
    }),
  ];
}

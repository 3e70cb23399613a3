// An applicant at the portal: opens pages, answers them one by one, and goes where each answer leads.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestPortal } from "./portal.ts";

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Applicant {
  /** The page's HTML; it must be there. */
  page(path: string): Promise<string>;
  /** Sends a page's form with its own hidden fields, as a browser would; answers what came back. */
  send(path: string, fields: Fields, files?: Readonly<Record<string, File>>): Promise<Response>;
  /** Begins an application; the path of its draft. */
  begin(service: string, chosen?: string): Promise<string>;
  /** Has a register asked on an evidence page, by a worker of its own; answers once it is known. */
  ask(path: string): Promise<Response>;
  /** Answers page after page from a path on, until the check; by the pages' names. What a register holds is asked for and used. */
  walk(from: string, answers: Readonly<Record<string, Fields>>): Promise<string>;
  /** Submits from the check; the path of the case. */
  submit(draft: string): Promise<string>;
}

/** The value of a hidden field of a page's form. */
export const hidden = (html: string, name: string): string | undefined =>
  new RegExp(`<input type="hidden" name="${name.replace(".", "\\.")}" value="([^"]*)"`).exec(html)?.[1];

export function applicant(portal: TestPortal, as: string, lang: "zh" | "en" = "en"): Applicant {
  const pathOf = (path: string): string => (/^\/(zh|en)\//.test(path) ? path : `/${lang}${path}`);
  const me: Applicant = {
    page: async (path) => {
      let answer = await portal.request(pathOf(path), { as });
      for (let turn = 0; answer.status === 303 && turn < 3; turn++)
        answer = await portal.request(answer.headers.get("location") ?? "", { as });
      assert.equal(answer.status, 200, path);
      return answer.text();
    },
    send: async (path, fields, files) => {
      const html = await (await portal.request(pathOf(path), { as })).text();
      const kept = ["_seen", "_once"].flatMap((name) => {
        const value = hidden(html, name);
        return value === undefined ? [] : [[name, value] as const];
      });
      return portal.send(pathOf(path), as, { ...Object.fromEntries(kept), ...fields }, files);
    },
    begin: async (service, chosen) => {
      const answer = await me.send(`/services/${service}/apply`, chosen === undefined ? {} : { for: chosen });
      assert.equal(answer.status, 303);
      return answer.headers.get("location") ?? "";
    },
    ask: (path) => asked(me.send(path, { choice: "ask" })),
    walk: async (from, answers) => {
      let at = from;
      for (let turn = 0; turn < 60; turn++) {
        const page = await portal.request(pathOf(at), { as });
        if (page.status === 303) {
          at = page.headers.get("location") ?? "";
          continue;
        }
        assert.equal(page.status, 200, at);
        const name = /\/pages\/([^?/]+)/.exec(at)?.[1];
        if (name === undefined) return at;
        const html = await page.text();
        let answer: Response;
        if (answers[name]) answer = await me.send(at, answers[name]);
        else if (html.includes('value="use"')) answer = await me.send(at, { choice: "use" });
        // Asked and not found, and nobody has to show it.
        else if (html.includes('value="ask"') && html.includes('value="skip"')) answer = await me.send(at, { choice: "skip" });
        else if (html.includes('value="ask"')) answer = await me.ask(at);
        else throw new Error(`nothing to say on ${at}`);
        assert.equal(
          answer.status,
          303,
          `${at}: ${/<ul class="govuk-list govuk-error-summary__list">.*?<\/ul>/s.exec(await answer.clone().text())?.[0]}`,
        );
        at = answer.headers.get("location") ?? "";
      }
      throw new Error(`the application goes round in circles at ${at}`);
    },
    submit: async (draft) => {
      const answer = await me.send(`${draft}/check`, { agree: "yes" });
      assert.equal(answer.status, 303, await answer.clone().text());
      return (answer.headers.get("location") ?? "").replace(/\/submitted$/, "");
    },
  };
  /** While the page waits a moment for the register, a worker asks it. */
  const asked = async (sending: Promise<Response>): Promise<Response> => {
    let done = false;
    const answer = sending.finally(() => {
      done = true;
    });
    while (!done) {
      await portal.app.work();
      await sleep(20);
    }
    return answer;
  };
  return me;
}

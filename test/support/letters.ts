// Short letters of the sample city, from their draft to the sealed file: what tests of seals and numbers work on.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { TestApp } from "./app.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

/** The folder of the pack that they follow. */
export const letterPacks: string = fileURLToPath(new URL("../fixtures/sealing", import.meta.url));

const minute = 60_000;

export async function letters(app: TestApp) {
  const { desk } = app;
  const directory = (await desk.organisation.current()) ?? assert.fail("no organisation");
  /** Whoever holds a post first. */
  const holder = (post: string): string => directory.officersOf(post, "2026-09-21")[0]?.id ?? assert.fail(`nobody holds ${post}`);
  const writer = holder("government/writer");
  const head = holder("government/head");
  const documents = holder("government/documents");
  const verifier = holder("government/verifier");
  const keeper = holder("government/seal-keeper");
  const send = (as: string, path: string, body: unknown) =>
    app.request(path, { as, method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const sent = async (as: string, path: string, body: unknown): Promise<Json> => {
    const answer = await send(as, path, body);
    const said = await answer.text();
    assert.ok(answer.status < 300, `${path} as ${as}: ${said}`);
    return JSON.parse(said);
  };
  /** The open task of that key. */
  const openTask = async (id: string, key: string): Promise<number> => {
    const { tasks } = (await (await app.request(`/api/v1/cases/${id}`, { as: writer })).json()) as Json;
    const task = tasks.find((one: Json) => one.key === key && one.status !== "done");
    return task?.no ?? assert.fail(`no open ${key}: ${JSON.stringify(tasks)}`);
  };
  const finish = async (as: string, id: string, key: string, outcome: string): Promise<Response> =>
    send(as, `/api/v1/tasks/${id}.${await openTask(id, key)}/commands`, { type: "finish", outcome });
  const done = async (as: string, id: string, key: string, outcome: string): Promise<void> => {
    const answer = await finish(as, id, key, outcome);
    assert.ok(answer.status < 300, `${key} by ${as}: ${await answer.text()}`);
    app.at(desk.now() + minute);
  };
  /** A letter that is signed and waits for its number. */
  const signed = async (title: string, joint: readonly string[] = []): Promise<string> => {
    const { id } = await sent(writer, "/api/v1/cases", {
      service: "short-letter",
      data: { title, ...(joint.length > 0 ? { joint } : {}) },
    });
    await sent(writer, `/api/v1/cases/${id}/texts/text`, { base: 0, plain: "现将有关情况函告如下。\n一、总体情况\n各项工作进展顺利。" });
    await done(writer, id, "write", "done");
    await done(head, id, "sign", "sign");
    for (const organ of joint) await done(holder(`${organ}/head`), id, "partner", "sign");
    return id;
  };
  return {
    directory,
    holder,
    writer,
    head,
    documents,
    verifier,
    keeper,
    send,
    openTask,
    finish,
    done,
    signed,
    /** A letter that waits for its seal. */
    numbered: async (title: string, joint: readonly string[] = []): Promise<string> => {
      const id = await signed(title, joint);
      await done(documents, id, "number", "done");
      await done(verifier, id, "release", "clean");
      return id;
    },
    /** The one document of a case. */
    pdfOf: async (id: string): Promise<Buffer> => {
      const { outputs } = (await (await app.request(`/api/v1/cases/${id}/outputs`, { as: writer })).json()) as Json;
      assert.equal(outputs.length, 1, JSON.stringify(outputs));
      const answer = await app.request(outputs[0].href, { as: writer });
      assert.equal(answer.status, 200);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}

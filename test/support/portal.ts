// The portal on the sample city, called without a network, as a browser without scripts would.
import { startTestApp, type TestApp, type TestAppOptions } from "./app.ts";

export interface TestPortal {
  readonly app: TestApp;
  /** Calls a page; `as` is who asks, by login. */
  request(path: string, init?: RequestInit & { readonly as?: string }): Promise<Response>;
  /** Sends a form as a browser would; `files` makes it multipart. */
  send(
    path: string,
    as: string | undefined,
    fields: Readonly<Record<string, string | readonly string[]>>,
    files?: Readonly<Record<string, File>>,
  ): Promise<Response>;
}

export async function startTestPortal(options: TestAppOptions = {}): Promise<TestPortal> {
  const app = await startTestApp(options);
  const request: TestPortal["request"] = async (path, init = {}) => {
    const answer = await app.request(path, { ...init, headers: { accept: "text/html", ...Object.fromEntries(new Headers(init.headers)) } });
    if (answer.status >= 500 && answer.status !== 503) throw new Error(`${init.method ?? "GET"} ${path}: ${answer.status}`);
    return answer;
  };
  return {
    app,
    request,
    send: (path, as, fields, files) => {
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
      const body = files ? new FormData() : new URLSearchParams(pairs);
      if (files) {
        for (const [name, value] of pairs) body.append(name, value);
        for (const [name, file] of Object.entries(files)) (body as FormData).append(name, file);
      }
      return request(path, { method: "POST", body, ...(as === undefined ? {} : { as }) });
    },
  };
}

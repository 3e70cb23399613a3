// A page of standing text.
import { useSay } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { show } from "../frame.tsx";
import type { Standing } from "./messages.ts";

export const standingPage =
  (page: Standing) =>
  (visit: Visit): Response | Promise<Response> =>
    show(visit, { title: page.title, forms: false }, <Page page={page} />);

function Page({ page }: { page: Standing }) {
  const s = useSay();
  return (
    <>
      <h1>{s(page.title)}</h1>
      <p class="e-lead">{s(page.lead)}</p>
      {page.sections.map(({ title, paragraphs }) => (
        <section key={s(title)}>
          <h2>{s(title)}</h2>
          {paragraphs.map((one) => (
            <p key={s(one)}>{s(one)}</p>
          ))}
        </section>
      ))}
    </>
  );
}

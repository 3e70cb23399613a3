// A page on which one thing is done with a case: which case, what will happen, the form, the way back.
import type { ComponentChildren, VNode } from "preact";
import type { CaseView } from "../../casework/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import {
  BackLink,
  Button,
  ButtonLink,
  ErrorSummary,
  type FieldError,
  Form,
  InsetText,
  LangText,
  type Words,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import { text } from "./words.ts";

export interface FormPage {
  readonly title: Text;
  readonly view: CaseView;
  readonly action: string;
  readonly button: Words;
  readonly warning?: boolean;
  readonly errors: readonly FieldError[];
  /** What it will come to. */
  readonly consequence?: Text | undefined;
  /** Whether it can be taken back. */
  readonly undo?: Text | undefined;
  /** Stands above everything: what happened meanwhile. */
  readonly notice?: VNode | undefined;
  readonly children: ComponentChildren;
}

/** Sends it; 422 where something that was typed has to be put right, unless another status is given. */
export async function sendForm(c: Http, bench: Bench, page: FormPage, status?: 200 | 412): Promise<Response> {
  const { view, errors } = page;
  const back = routes.case.to({ lang: bench.lang, id: view.heading.id });
  const { applicant } = view.loaded.secret();
  const content = (
    <>
      {page.notice}
      <ErrorSummary errors={errors} />
      <p class="e-caption">
        <LangText of={view.heading.service} /> · <span class="e-code">{view.heading.number}</span>
        {applicant ? ` · ${applicant.name}` : null}
      </p>
      <h1>
        <LangText of={page.title} />
      </h1>
      {page.consequence ? (
        <InsetText>
          <strong>
            <LangText of={text.whatHappens} />
          </strong>
          {bench.lang === "zh" ? "：" : ": "}
          <LangText of={page.consequence} />
          {page.undo ? (
            <span class="e-row-more e-muted">
              <LangText of={page.undo} />
            </span>
          ) : null}
        </InsetText>
      ) : null}
      <Form action={page.action} keep>
        <input type="hidden" name="version" value={String(view.heading.version)} />
        <div class="e-act-form">{page.children}</div>
        <div class="govuk-button-group">
          <Button kind={page.warning ? "warning" : "main"}>{page.button}</Button>
          <ButtonLink href={back} kind="second">
            {text.cancel}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
  const failed = errors.length > 0 || page.notice !== undefined;
  const before = <BackLink href={back}>{words.back}</BackLink>;
  return sendPage(c, await framed(bench, { title: page.title, failed, before }, content), status ?? (errors.length > 0 ? 422 : 200));
}

/** The version of the case that the form was made for. */
export function versionOf(typed: string | undefined): number | undefined {
  return typed !== undefined && /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : undefined;
}

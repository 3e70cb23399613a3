// Comments beside the lines that they are about, and the form for one.
import type { TextComment } from "../../casework/index.ts";
import { type Line, lineWords } from "../../engine/text/index.ts";
import {
  Button,
  DateTime,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Tag,
  Textarea,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import type { OpenText } from "./open.ts";
import { onVersion, text } from "./words.ts";

export const mostComment = 4000;

/** One comment: whose, when, on which words, whether dealt with. */
export function CommentView({
  bench,
  at,
  comment,
  maySettle,
  version,
}: {
  bench: Bench;
  at: OpenText["at"];
  comment: TextComment;
  maySettle: boolean;
  version: number;
}) {
  const { id, officer, at: made, words, quote, now, settled } = comment;
  return (
    <div class={`e-comment${settled ? " e-comment--settled" : ""}`} id={`comment-${id}`}>
      <p class="e-comment__who">
        <strong>{officerName(bench.directory, officer)}</strong> <DateTime at={made} />{" "}
        {settled ? <Tag kind="done">{text.settled}</Tag> : null}
      </p>
      {comment.version === version && now?.exact ? null : (
        <p class="e-muted">
          <LangText of={onVersion(comment.version)} />
          {now === undefined ? (
            <>
              {" · "}
              <LangText of={text.gone} />
            </>
          ) : now.exact ? null : (
            <>
              {" · "}
              <LangText of={text.changedThere} />
            </>
          )}
        </p>
      )}
      <blockquote class="e-comment__quote" lang="zh-Hans">
        {quote}
      </blockquote>
      <p class="e-lines">{words}</p>
      {settled ? (
        <p class="e-muted">
          {officerName(bench.directory, settled.officer)} <DateTime at={settled.at} />
        </p>
      ) : maySettle || officer === bench.officer.id ? (
        <Form action={routes.settleComment.to({ ...at, comment: id })}>
          <Button kind="second">{text.settle}</Button>
        </Form>
      ) : null}
    </div>
  );
}

export interface Commenting {
  readonly line: number;
  readonly quote: string | undefined;
  readonly words: string | undefined;
  readonly errors: readonly FieldError[];
}

/** The form for a comment on one line of a version. */
export function CommentForm({
  at,
  version,
  line,
  commenting,
}: {
  at: OpenText["at"];
  version: number;
  line: Line;
  commenting: Commenting;
}) {
  const { errors } = commenting;
  return (
    <div class="e-comment-form" id="comment">
      <h2 class="govuk-heading-m">
        <LangText of={text.commentOn} />
      </h2>
      <ErrorSummary errors={errors} />
      <blockquote class="e-comment__quote" lang="zh-Hans">
        {lineWords(line)}
      </blockquote>
      <Form action={routes.commentText.to(at)}>
        <input type="hidden" name="version" value={String(version)} />
        <input type="hidden" name="line" value={String(commenting.line)} />
        {line.type === "table" ? null : (
          <Input
            name="quote"
            label={text.commentQuote}
            hint={text.commentQuoteHint}
            value={commenting.quote}
            error={errorOf(errors, "quote")}
          />
        )}
        <Textarea
          name="words"
          label={text.commentWords}
          rows={3}
          maxlength={mostComment}
          value={commenting.words}
          error={errorOf(errors, "words")}
        />
        <Button>{text.commentSend}</Button>
      </Form>
    </div>
  );
}

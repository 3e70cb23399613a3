import { useSay, type Words } from "../setting.ts";
import { Tag, type TagKind } from "./notices.tsx";

export interface TaskListItem {
  readonly title: Words;
  /** Left out where it cannot be opened yet. */
  readonly href?: string | undefined;
  readonly hint?: Words | undefined;
  readonly status: { readonly kind: TagKind; readonly label: Words };
}

/** Things to do in a journey, with where each stands. */
export function TaskList({ id, items }: { id: string; items: readonly TaskListItem[] }) {
  const s = useSay();
  return (
    <ul class="govuk-task-list e-tasks">
      {items.map((item, i) => (
        <li key={s(item.title)} class="govuk-task-list__item e-tasks__item">
          <div class="e-tasks__name">
            {item.href ? (
              <a class="govuk-link" href={item.href} aria-describedby={`${id}-${i}`}>
                {s(item.title)}
              </a>
            ) : (
              s(item.title)
            )}
            {item.hint ? <div class="govuk-hint">{s(item.hint)}</div> : null}
          </div>
          <div id={`${id}-${i}`} class="e-tasks__status">
            <Tag kind={item.status.kind}>{item.status.label}</Tag>
          </div>
        </li>
      ))}
    </ul>
  );
}

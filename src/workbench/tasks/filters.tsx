import { type ActiveFilter, FilterPanel, Input, type Option, Select } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { workPosts } from "../frame.tsx";
import { shortPost } from "../people.ts";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import { type TaskFilter, tidyNumber } from "./filter.ts";
import { text } from "./words.ts";

/** The panel of filters; sent by GET, so that the address holds them. */
export function Filters(props: { bench: Bench; filter: TaskFilter; active: readonly ActiveFilter[]; services: readonly Option[] }) {
  const { bench, filter } = props;
  const { lang, directory } = bench;
  const list = routes.tasks.to({ lang });
  return (
    <FilterPanel action={list} active={props.active} clear={list}>
      <div class="e-filters" data-filters="">
        <Select
          name="post"
          label={words.post}
          empty={text.anyPost}
          value={filter.post}
          options={workPosts(bench)
            .filter((post) => post.includes("/"))
            .map((post) => ({ value: post, label: shortPost(directory, post) }))}
        />
        <Select name="service" label={words.service} empty={text.anyService} value={filter.service} options={props.services} />
        <Select
          name="who"
          label={text.who}
          empty={text.anyone}
          value={filter.who}
          options={[
            { value: "mine", label: text.onlyMine },
            { value: "free", label: text.onlyFree },
          ]}
        />
        <Select
          name="due"
          label={words.due}
          empty={text.anyTime}
          value={filter.due}
          options={[
            { value: "overdue", label: text.overdue },
            { value: "soon", label: text.soon },
          ]}
        />
        <Input
          name="number"
          label={text.number}
          value={filter.number && tidyNumber(filter.number)}
          maxlength={100}
          code
          autocomplete="off"
        />
      </div>
    </FilterPanel>
  );
}

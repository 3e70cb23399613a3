// Where the ways that leave a node meet again: its immediate post-dominator (Cooper, Harvey and Kennedy, "A Simple, Fast
// Dominance Algorithm", on the graph turned round).

const EXIT = "";

/** For every node the first one that all its ways to the end pass; nothing for those that never come to an end. */
export function meetings(ids: readonly string[], next: (id: string) => readonly string[]): ReadonlyMap<string, string> {
  const before = new Map<string, string[]>([[EXIT, []]]);
  for (const id of ids) before.set(id, []);
  for (const id of ids) {
    const to = next(id);
    for (const one of to.length > 0 ? to : [EXIT]) before.get(one)?.push(id);
  }
  const order = postorder(before);
  const rank = new Map(order.map((id, n) => [id, n]));
  const meeting = new Map<string, string>([[EXIT, EXIT]]);
  const intersect = (a: string, b: string): string => {
    let [one, other] = [a, b];
    while (one !== other) {
      while ((rank.get(one) ?? 0) < (rank.get(other) ?? 0)) one = meeting.get(one) ?? EXIT;
      while ((rank.get(other) ?? 0) < (rank.get(one) ?? 0)) other = meeting.get(other) ?? EXIT;
    }
    return one;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of order.toReversed()) {
      if (id === EXIT) continue;
      const after = next(id);
      const known = (after.length > 0 ? after : [EXIT]).filter((one) => meeting.has(one));
      const [first, ...more] = known;
      if (first === undefined) continue;
      const found = more.reduce(intersect, first);
      if (meeting.get(id) !== found) {
        meeting.set(id, found);
        changed = true;
      }
    }
  }
  return new Map([...meeting].filter(([id, at]) => id !== EXIT && at !== EXIT));
}

/** From the exit along the flows backwards, children before parents; without recursion, as drawings can be long. */
function postorder(before: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set([EXIT]);
  const order: string[] = [];
  const stack: { id: string; left: string[] }[] = [{ id: EXIT, left: [...(before.get(EXIT) ?? [])] }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const id = top.left.pop();
    if (id === undefined) {
      order.push(top.id);
      stack.pop();
    } else if (!seen.has(id)) {
      seen.add(id);
      stack.push({ id, left: [...(before.get(id) ?? [])] });
    }
  }
  return order;
}

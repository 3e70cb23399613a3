import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, initial } from "../procedure/index.ts";
import { fromBpmn, type Imported } from "./index.ts";
import { plain, timer } from "./testing/plain.ts";

function good(xml: string): Extract<Imported, { ok: true }> {
  const read = fromBpmn(xml);
  assert.ok(read.ok, read.ok ? "" : read.refusals.map(({ line, message }) => `${line}: ${message.en}`).join("\n"));
  return read;
}

/** `line element id` of every refusal. */
function refused(xml: string): string[] {
  const read = fromBpmn(xml);
  assert.ok(!read.ok, read.ok ? read.yaml : "");
  return read.refusals.map(({ line, element, id }) => `${line} ${element} ${id}`.trim());
}

/** The procedure in a few words: `stage: task by [outcomes] …; on → to`. */
function told(xml: string): string[] {
  const { model } = good(xml);
  return Object.entries(model.stages).map(([key, { tasks, routes }]) => {
    const said = Object.entries(tasks).map(([name, task]) => {
      const more = [
        task.when === undefined ? "" : `when ${task.when}`,
        task.after ? `after ${task.after.task} ${task.after.outcome}` : "",
        task.follows ? `follows ${task.follows.join(" ")}` : "",
        task.due ? `due ${task.due.n} ${task.due.unit}` : "",
        task.late ? `late ${task.late}` : "",
      ].filter((one) => one !== "");
      return [`${name} by ${task.by} [${Object.keys(task.outcomes).join(" ")}]`, ...more].join(" ");
    });
    const ways = routes.map(
      (route) =>
        `${"outcome" in route.if ? `${route.if.kind === "any" ? "" : `${route.if.kind} `}${route.if.outcome}` : route.if.kind} → ${route.back ? "back " : ""}${route.to}`,
    );
    return `${key}: ${said.join(", ")}; ${ways.join(", ")}`;
  });
}

test("tasks in sequence become stages, kinds of task become who does them", () => {
  const drawn = `startEvent s
    userTask check Check the form
    serviceTask look Look it up
    sendTask tell Tell them
    receiveTask hear Hear from them
    manualTask file File it
    endEvent e Filed
    s > check
    check > look
    look > tell
    tell > hear
    hear > file
    file > e`;
  assert.deepEqual(told(plain(drawn)), [
    "check-the-form: check-the-form by officer [done]; done → look-it-up",
    "look-it-up: look-it-up by system [done]; done → tell-them",
    "tell-them: tell-them by system [done]; done → hear-from-them",
    "hear-from-them: hear-from-them by applicant [done]; done → file-it",
    "file-it: file-it by officer [done]; done → filed",
  ]);
  const { model } = good(plain(drawn));
  assert.deepEqual([model.stages["look-it-up"]?.tasks["look-it-up"]?.do, model.ends], [["look-it-up"], { filed: "none" }]);
});

test("a choice behind somebody's task is its outcomes; what leads back is a sending back", () => {
  const drawn = `startEvent s
    userTask write
    userTask judge
    exclusiveGateway g
    endEvent yes Granted
    endEvent no Refused
    s > write
    write > judge
    judge > g
    g > yes [grant]
    g > no {decision = "refuse"}
    g > write {again}`;
  assert.deepEqual(told(plain(drawn)), [
    "write: write by officer [done]; done → judge",
    "judge: judge by officer [grant refuse again]; grant → granted, refuse → refused, again → back write",
  ]);
});

test("a choice by the facts lets a stage be passed where its condition does not hold", () => {
  const drawn = `startEvent s
    userTask check
    exclusiveGateway g
    userTask visit
    exclusiveGateway m
    endEvent e Done
    s > check
    check > g
    g > visit {area >= 300}
    g > m default
    visit > m
    m > e`;
  assert.deepEqual(
    told(plain(drawn)),
    ["check: check by officer [done]; done → visit", "visit: visit by officer [done] when area >= 300; done → end, none → end"].map(
      (line) => line.replaceAll("→ end", "→ e"),
    ),
  );
});

test("a choice that nobody decides and no fact answers is asked of somebody", () => {
  const drawn = `startEvent s
    serviceTask look
    exclusiveGateway g Good enough?
    userTask mend
    endEvent e Over
    s > look
    look > g
    g > e {\${score > 3}}
    g > mend [no]
    mend > look`;
  assert.deepEqual(told(plain(drawn)), [
    "look: look by system [done]; done → good-enough",
    "good-enough: good-enough by officer [score-3 no]; score-3 → over, no → mend",
    "mend: mend by officer [done]; done → back look",
  ]);
});

test("a structured parallel block becomes one stage", () => {
  const drawn = `startEvent s
    parallelGateway split
    userTask a
    userTask b
    userTask c
    exclusiveGateway g
    userTask visit
    exclusiveGateway m
    parallelGateway join
    endEvent e
    s > split
    split > a
    a > b
    b > join
    split > c
    c > g
    g > visit {c = "look"}
    g > m [fine]
    visit > m
    m > join
    join > e`;
  assert.deepEqual(told(plain(drawn)), [
    "split: a by officer [done], b by officer [done] follows a, c by officer [look fine], visit by officer [done] after c look; otherwise → e",
  ]);
  const simple =
    "startEvent s\nparallelGateway x\nuserTask a\nuserTask b\nparallelGateway y\nendEvent e\ns > x\nx > a\nx > b\na > y\nb > y\ny > e";
  assert.deepEqual(told(plain(simple)), ["x: a by officer [done], b by officer [done]; all done → e"]);
});

test("blocks inside of blocks, choices by the facts in them, and empty branches", () => {
  const drawn = `startEvent s
    parallelGateway x
    userTask a
    parallelGateway x2
    userTask b
    userTask c
    parallelGateway y2
    userTask d
    exclusiveGateway g
    userTask f
    exclusiveGateway m
    parallelGateway y
    endEvent e
    s > x
    x > a
    a > x2
    x2 > b
    x2 > c
    b > y2
    c > y2
    y2 > d
    d > y
    x > g
    g > f {big}
    g > f {area > 3}
    g > m default
    f > m
    m > y
    x > y
    y > e`;
  const withFact = drawn.replace("g > f {big}\n", "");
  assert.deepEqual(told(plain(withFact)), [
    "x: a by officer [done], b by officer [done] follows a, c by officer [done] follows a, d by officer [done] follows a b c, f by officer [done] when area > 3; all done → e",
  ]);
});

test("a timer on a task is its due date and what comes of silence", () => {
  const drawn = `startEvent s
    userTask ask
    ${timer("t", "ask", "P5D")}
    userTask next
    endEvent gone Lapsed
    endEvent e
    s > ask
    ask > next
    t > gone
    next > e`;
  assert.deepEqual(told(plain(drawn)), [
    "ask: ask by officer [done] due 5 days late late; done → next, late → lapsed",
    "next: next by officer [done]; done → e",
  ]);
  const inBlock = `startEvent s
    parallelGateway x
    userTask a
    ${timer("t", "a", "PT90M")}
    userTask b
    exclusiveGateway m
    parallelGateway y
    endEvent e
    s > x
    x > a
    x > b
    a > m
    t > m
    m > y
    b > y
    y > e`;
  assert.deepEqual(told(plain(inBlock)), ["x: a by officer [done] due 2 hours late late, b by officer [done]; otherwise → e"]);
  assert.deepEqual(refused(plain(drawn.replace("P5D", "every week"))), ["7 boundaryEvent t"]);
  assert.deepEqual(refused(plain(drawn.replace('attachedToRef="ask"', 'attachedToRef="e"'))), ["7 boundaryEvent t"]);
  assert.deepEqual(
    refused(plain(drawn.replace('attachedToRef="ask"', 'attachedToRef="ask" cancelActivity="false"').replace("t > gone", "t > next"))),
    ["7 boundaryEvent t"],
  );
});

test("lanes are posts; a sub-process is read as if it were not there; a single pool is passed over", () => {
  const xml = plain(
    `<bpmn:laneSet id="ls"><bpmn:lane id="l1" name="market/window"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="Sachbearbeitung" name="受理岗"><bpmn:flowNodeRef>sub</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
    startEvent s
    userTask a
    <bpmn:subProcess id="sub"><bpmn:startEvent id="s2"/><bpmn:userTask id="b"/><bpmn:endEvent id="e2"/><bpmn:sequenceFlow id="i1" sourceRef="s2" targetRef="b"/><bpmn:sequenceFlow id="i2" sourceRef="b" targetRef="e2"/></bpmn:subProcess>
    endEvent e
    s > a
    a > sub
    sub > e`,
    {
      before: '<bpmn:collaboration id="c"><bpmn:participant id="pool" name="City" processRef="p"/></bpmn:collaboration>',
      after: '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane/></di:BPMNDiagram>',
    },
  );
  assert.deepEqual(told(xml), ["a: a by market/window [done]; done → b", "b: b by sachbearbeitung [done]; done → e"]);
});

test("several beginnings are a choice between them", () => {
  const drawn = "startEvent s1 By letter\nstartEvent s2 Online\nuserTask a\nuserTask b\nendEvent e\ns1 > a\na > b\ns2 > b\nb > e";
  assert.equal(told(plain(drawn))[0], "start: start by officer [by-letter online]; by-letter → a, online → b");
});

test("every element outside of the subset is refused by its type, its id and its line", () => {
  const outside = [
    "task t",
    "scriptTask t",
    "businessRuleTask t",
    "callActivity t",
    "inclusiveGateway t",
    "eventBasedGateway t",
    "complexGateway t",
    "intermediateCatchEvent t",
    "intermediateThrowEvent t",
    "textAnnotation t",
    "dataObjectReference t",
    "group t",
    "transaction t",
    "adHocSubProcess t",
  ];
  for (const line of outside) assert.deepEqual(refused(plain(`startEvent s\n${line}\nendEvent e\ns > e`)), [`6 ${line}`], line);
  const inside = (element: string) =>
    refused(plain(`startEvent s\n<bpmn:userTask id="u">${element}</bpmn:userTask>\nendEvent e\ns > u\nu > e`));
  assert.deepEqual(inside('<bpmn:ioSpecification id="io"/>'), ["6 ioSpecification io"]);
  assert.deepEqual(inside("<bpmn:multiInstanceLoopCharacteristics/>"), ["6 multiInstanceLoopCharacteristics u"]);
  const passedOver =
    '<bpmn:documentation>Why</bpmn:documentation><bpmn:extensionElements><x:y xmlns:x="urn:other"/></bpmn:extensionElements>';
  good(plain(`startEvent s\n<bpmn:userTask id="u">${passedOver}</bpmn:userTask>\nendEvent e\ns > u\nu > e`));
});

test("ends keep their kind: an error counts as a failure, what terminates ends the case; others are refused by name", () => {
  const ending = (id: string, definition: string) =>
    `<bpmn:endEvent id="${id}" name="${id}"><bpmn:${definition} id="${id}-d"/></bpmn:endEvent>`;
  const drawn = (first: string, second = "terminateEventDefinition") => `startEvent s
    userTask look Look at it
    exclusiveGateway g
    ${ending("refused", first)}
    ${ending("stopped", second)}
    endEvent granted Granted
    s > look
    look > g
    g > granted [grant]
    g > refused [refuse]
    g > stopped [stop]`;
  const error = '<bpmn:error id="no" name="no"/>';
  assert.deepEqual(good(plain(drawn("errorEventDefinition"), { before: error })).model.ends, {
    granted: "none",
    refused: "failure",
    stopped: "none",
  });
  for (const definition of ["message", "signal", "escalation", "compensate", "cancel"]) {
    const read = fromBpmn(plain(drawn(`${definition}EventDefinition`)));
    assert.ok(!read.ok);
    assert.deepEqual(
      read.refusals.map(({ line, element, id }) => `${line} ${element} ${id}`),
      [`8 ${definition}EventDefinition refused-d`],
    );
    assert.match(read.refusals[0]?.message.en ?? "", /draw|make it/);
  }
  const inside = plain(`startEvent s
    <bpmn:subProcess id="sub"><bpmn:userTask id="a"/>${ending("e", "errorEventDefinition")}<bpmn:sequenceFlow id="x" sourceRef="a" targetRef="e"/></bpmn:subProcess>
    endEvent over
    s > sub
    sub > over`);
  assert.deepEqual(refused(inside), ["6 errorEventDefinition e-d"]);
  // Terminating out of one of several branches would end the others: the gateway that opens them is named.
  const branch = plain(`startEvent s
    parallelGateway p
    userTask a A
    userTask b B
    ${ending("stopped", "terminateEventDefinition")}
    endEvent over
    s > p
    p > a
    p > b
    a > stopped
    b > over`);
  assert.deepEqual(refused(branch), ["6 parallelGateway p"]);
});

test("two pools, a second process, unknown ends of flows and double ids are refused", () => {
  const drawn = "startEvent s\nuserTask a\nendEvent e\ns > a\na > e";
  const pools =
    '<bpmn:collaboration id="c"><bpmn:participant id="one"/><bpmn:participant id="two"/><bpmn:messageFlow id="m"/></bpmn:collaboration>';
  assert.deepEqual(refused(plain(drawn, { before: pools })), ["3 participant two", "3 messageFlow m"]);
  assert.deepEqual(refused(plain(drawn, { after: '<bpmn:process id="q"/>' })), ["11 process q"]);
  assert.deepEqual(refused(plain(`${drawn}\na > nowhere`)), ["10 sequenceFlow f2"]);
  assert.deepEqual(refused(plain(`${drawn}\nuserTask a`)), ["8 userTask a"]);
  assert.deepEqual(refused(plain(`${drawn}\nuserTask alone`)), ["8 userTask alone"]);
  assert.deepEqual(refused(plain("userTask a\nuserTask b\na > b\nb > a")), ["4 process p"]);
  assert.deepEqual(refused(plain("startEvent s\nuserTask a\nuserTask b\ns > a\na > b\nb > a")), ["6 userTask a"]);
});

test("an unstructured or looping parallel block is refused by its gateway", () => {
  const block = (flows: string) =>
    refused(
      plain(
        `startEvent s\nparallelGateway x\nuserTask a\nuserTask b\nuserTask c\nparallelGateway y\nexclusiveGateway g\nendEvent e\nendEvent e2\ns > x\n${flows}`,
      ),
    );
  assert.deepEqual(block("x > a\nx > b\na > g\nb > g\ng > c\nc > e"), ["6 parallelGateway x"]);
  assert.deepEqual(block("x > a\nx > b\na > e\nb > e2"), ["6 parallelGateway x"]);
  assert.deepEqual(block("x > a\nx > b\na > y\nb > g\ng > y\ng > e2\ny > c\nc > e"), ["6 parallelGateway x"]);
  assert.deepEqual(block("x > a\nx > b\na > g\ng > a\ng > y\nb > y\ny > c\nc > e"), ["6 parallelGateway x"]);
  assert.deepEqual(block("x > a\nx > b\na > g\ng > y [on]\ng > y [off]\nb > y\ny > c\nc > e"), ["6 parallelGateway x"]);
  assert.deepEqual(refused(plain("startEvent s\nuserTask a\nuserTask b\nendEvent e\nendEvent e2\ns > a\na > b\na > e2\nb > e")), [
    "6 userTask a",
  ]);
  assert.deepEqual(
    refused(
      plain(
        "startEvent s\nexclusiveGateway x\nuserTask a\nuserTask b\nparallelGateway y\nendEvent e\ns > x\nx > a [a]\nx > b [b]\na > y\nb > y\ny > e",
      ),
    ),
    ["9 parallelGateway y"],
  );
});

test("what is no BPMN at all is told in a sentence", () => {
  assert.deepEqual(refused("<html/>"), ["1 html"]);
  assert.deepEqual(refused(""), ["1"]);
  assert.deepEqual(refused('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), ["1"]);
  assert.deepEqual(refused(plain("startEvent s")), ["5 startEvent s"]);
});

test("what was imported can be played to its end", () => {
  const { model } = good(plain("startEvent s\nuserTask a\nuserTask b\nendEvent e\ns > a\na > b\nb > e"));
  const context = { now: 0, by: "t", ask: () => null, due: () => 0 };
  let state = initial;
  for (const command of [
    { type: "start" },
    { type: "finish", task: "1", outcome: "done", officer: "o" },
    { type: "finish", task: "2", outcome: "done", officer: "o" },
  ] as const) {
    const result = decide(model, state, command, context);
    assert.ok(result.ok);
    state = result.state;
  }
  assert.deepEqual([state.status, state.end], ["ended", "e"]);
});

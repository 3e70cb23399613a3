// What is typed into a form survives a lost connection, and is sent once. It lies in this browser alone, enciphered with a
// key that only the signed-in reader's own pages carry, and is gone when it was sent, when the reader signs out, or after
// a week. Without scripts the form is as it always was.

const WEEK = 7 * 86_400_000;
const OURS = "errand-keep:";
const MOST_TRIES = 5;
const unkept = new Set(["_csrf", "_once"]);

for (const form of document.querySelectorAll("form[data-keep]")) if (globalThis.crypto?.subtle) void keep(form);

async function keep(form) {
  const bytes = Uint8Array.from(atob(form.dataset.keep.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  const about = new TextEncoder().encode(`${form.dataset.keep} ${new URL(form.action).pathname}`);
  const place = OURS + hex(await crypto.subtle.digest("SHA-256", about)).slice(0, 32);
  forgetOld();

  /** `once` and `button` say that it was to be sent; they tell nothing, and stand beside what is enciphered. */
  const write = async ({ once = null, button, tries = 0 } = {}) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify({ fields: fieldsOf(form) }));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text);
    localStorage.setItem(
      place,
      JSON.stringify({ at: Date.now(), once, button, tries, iv: base64(iv), data: base64(new Uint8Array(data)) }),
    );
  };
  const read = async () => {
    const entry = entryAt(place);
    if (!entry) return undefined;
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(entry.iv) }, key, fromBase64(entry.data));
      return { ...JSON.parse(new TextDecoder().decode(plain)), ...entry };
    } catch {
      localStorage.removeItem(place);
      return undefined;
    }
  };
  const say = (what) => {
    for (const said of form.querySelectorAll("[data-keep-say]")) said.hidden = said.dataset.keepSay !== what;
  };

  let sending = false;
  /** What was to be sent, and with which button; absent while it is only typed. */
  let waiting;
  const typed = later(() => {
    // What waits to be sent keeps its key, whatever is typed meanwhile.
    void write(waiting ? { once: onceOf(form).value, ...waiting } : {});
  });
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);

  form.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine) {
        mark(event.submitter);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!sending) void send(event.submitter);
    },
    { capture: true },
  );

  /** The browser sends at once; that it does is noted at once, and what was typed last a moment later, while it waits for the answer. */
  const mark = (button) => {
    typed.cancel();
    waiting = { button: button?.name ? [button.name, button.value] : undefined };
    const before = entryAt(place);
    const sent = { once: onceOf(form).value, ...waiting, tries: (before?.tries ?? 0) + 1 };
    if (before) localStorage.setItem(place, JSON.stringify({ ...before, ...sent }));
    void write(sent);
  };

  const send = async (button, tries = 0) => {
    sending = true;
    waiting = { button: button?.name ? [button.name, button.value] : undefined };
    typed.cancel();
    await write({ once: onceOf(form).value, ...waiting, tries: tries + 1 });
    if (!(await reached())) {
      say("waiting");
      await backAgain();
      void send(button, tries);
      return;
    }
    say("sending");
    submit(form, button);
    // Where no answer comes and the page stays, the button works again.
    setTimeout(() => {
      sending = false;
    }, 5000);
  };

  form.querySelector("[data-keep-drop]")?.addEventListener("click", () => {
    localStorage.removeItem(place);
    location.reload();
  });

  const kept = await read();
  if (!kept) return;
  if (kept.once === null) {
    if (restore(form, kept.fields, false)) say("restored");
    else localStorage.removeItem(place);
    return;
  }
  // It was to be sent, and no answer came: sent again under the same key, which the other side knows if it had arrived.
  restore(form, kept.fields, true);
  onceOf(form).value = kept.once;
  const button = [...form.querySelectorAll("button[type=submit]")].find((one) =>
    kept.button ? one.name === kept.button[0] && one.value === kept.button[1] : one.name === "",
  );
  if (kept.tries < MOST_TRIES) void send(button, kept.tries);
  else say("restored");
}

/** Some devices say that they are offline and reach us all the same. */
async function reached() {
  if (navigator.onLine) return true;
  try {
    await fetch("/sw.js", { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

/** When the browser tells of a connection, or one is found. */
const backAgain = () =>
  new Promise((done) => {
    const end = () => {
      clearInterval(timer);
      removeEventListener("online", end);
      done();
    };
    const timer = setInterval(async () => {
      if (await reached()) end();
    }, 10_000);
    addEventListener("online", end);
  });

/** Sends the form as the browser does, with the button that was pressed. */
function submit(form, button) {
  if (button?.name) {
    const pressed = document.createElement("input");
    Object.assign(pressed, { type: "hidden", name: button.name, value: button.value });
    form.append(pressed);
  }
  HTMLFormElement.prototype.submit.call(form);
}

const onceOf = (form) => form.elements.namedItem("_once");

/** Names and values as the form would send them; files and passwords are not kept. */
function fieldsOf(form) {
  const passwords = new Set([...form.querySelectorAll("input[type=password]")].map(({ name }) => name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !unkept.has(name) && !passwords.has(name));
}

/** Fills the form; hidden fields only where the very same sending is repeated. True if anything became different. */
function restore(form, fields, hidden) {
  const left = new Map();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
  let changed = false;
  for (const control of form.elements) {
    if (!control.name || unkept.has(control.name) || ["file", "password", "submit", "button"].includes(control.type)) continue;
    if (control.type === "hidden" && !hidden) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      const checked = left.get(control.name)?.includes(control.value) ?? false;
      if (checked !== control.checked) changed = true;
      control.checked = checked;
    } else {
      const value = left.get(control.name)?.shift() ?? control.value;
      if (value !== control.value) changed = true;
      control.value = value;
    }
  }
  return changed;
}

function forgetOld() {
  for (const name of Object.keys(localStorage))
    if (name.startsWith(OURS) && Date.now() - (entryAt(name)?.at ?? 0) > WEEK) localStorage.removeItem(name);
}

function entryAt(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function later(work) {
  let timer;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(work, 300);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

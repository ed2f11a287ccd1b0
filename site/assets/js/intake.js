/* Keeps what is typed into an intake form: on the device at once, on the server every five seconds of change and when
   the page is left. The device also remembers where the saved form is, for as long as the server keeps it. A form
   without an address for saving is kept on the device alone. Without this script the form has a button. */

const PAUSE = 5000;
const SOON = 400;
const DAYS_KEPT = 30;
const NOT_KEPT = ["csrfmiddlewaretoken", "stamp", "website", "proof", "draft"];
const SENT = "intake:sent";

class Autosave {
  constructor(form) {
    this.form = form;
    this.says = form.querySelector("[data-intake-saved]");
    const address = form.dataset.autosave ?? window.location.pathname;
    this.place = `intake:${address}:${form.elements.contest?.value ?? ""}:${form.elements.change?.value ?? ""}`;
    this.saving = Promise.resolve(true);
    this.isChanged = false;
    this.restore();
    form.addEventListener("input", () => this.schedule());
    form.addEventListener("submit", () => this.finish());
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
  }

  get draft() {
    return this.form.elements.draft?.value ?? "";
  }

  values() {
    const data = new FormData(this.form);
    data.delete("files");
    return data;
  }

  schedule() {
    this.isChanged = true;
    this.isSent = false;
    this.soon ??= window.setTimeout(() => this.keepHere(), SOON);
    this.timer ??= window.setTimeout(() => this.save(), PAUSE);
  }

  rest() {
    window.clearTimeout(this.soon);
    window.clearTimeout(this.timer);
    this.soon = this.timer = undefined;
  }

  finish() {
    this.rest();
    this.isSent = true;
    this.keepHere();
    write(window.sessionStorage, SENT, this.place);
  }

  /* A telephone closes a page that is out of sight without another word. */
  leave() {
    if (this.isChanged && !this.isSent) {
      this.keepHere();
      this.save({ keepalive: true });
    }
  }

  /* One saving after the other, so that two of them never begin two drafts. */
  save(options = {}) {
    this.rest();
    this.saving = this.saving.then(() => (this.form.dataset.autosave ? this.send(options, true) : this.keepHere()));
    return this.saving;
  }

  async send(options, again) {
    let answer;
    let response;
    this.isChanged = false;
    try {
      response = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: this.values(),
        credentials: "same-origin",
        ...options,
      });
      answer = await response.json();
    } catch {
      return this.failed();
    }
    if (response.ok) {
      this.saved(answer);
      return true;
    }
    this.renew(answer);
    return again && (answer.csrf || answer.stamp || answer.error === "draft") ? this.send(options, false) : this.failed();
  }

  saved(answer) {
    this.form.elements.draft.value = answer.draft;
    this.form.elements.stamp.value = answer.stamp;
    this.says.textContent = `${this.says.dataset.saved} ${answer.saved_at}`;
    write(window.localStorage, this.place, { draft: answer.draft, link: answer.link, on: Date.now() });
    if (this.isChanged) {
      this.keepHere();
    }
  }

  renew(answer) {
    if (answer.csrf) {
      this.form.elements.csrfmiddlewaretoken.value = answer.csrf;
    }
    if (answer.stamp) {
      this.form.elements.stamp.value = answer.stamp;
    }
    if (answer.error === "draft") {
      this.form.elements.draft.value = "";
    }
  }

  failed() {
    this.isChanged = true;
    this.says.textContent = this.keepHere() ? this.says.dataset.offline : "";
    return false;
  }

  keepHere() {
    window.clearTimeout(this.soon);
    this.soon = undefined;
    const values = [...this.values()].filter(([name]) => !NOT_KEPT.includes(name));
    const { link } = read(window.localStorage, this.place) ?? {};
    const resume = this.form.dataset.resume || (this.draft ? link : undefined);
    return write(window.localStorage, this.place, { draft: this.draft, link: resume, on: Date.now(), values });
  }

  /* What the server did not get is put back; for what it has, the way there is shown. */
  restore() {
    const kept = this.recall();
    if (this.form.hasAttribute("data-just-saved")) {
      write(window.localStorage, this.place, { draft: this.draft, link: this.form.dataset.resume, on: Date.now() });
    } else if (document.querySelector("#intake-summary")) {
      this.keepHere();
    } else if (kept?.values && (kept.draft ?? "") === this.draft && !this.isOther(kept)) {
      this.fill(kept.values);
      this.tell("[data-intake-restored]", kept);
    } else if (kept && !this.draft) {
      this.tell("[data-intake-resume]", kept);
    } else if (this.form.dataset.resume) {
      write(window.localStorage, this.place, { draft: this.draft, link: this.form.dataset.resume, on: Date.now() });
    }
  }

  recall() {
    const kept = read(window.localStorage, this.place);
    if (kept && Date.now() - (kept.on ?? 0) > DAYS_KEPT * 24 * 60 * 60 * 1000) {
      window.localStorage.removeItem(this.place);
      return null;
    }
    return kept;
  }

  /* Tells whether the address of this page names something else than what was kept: another category, another person. */
  isOther(kept) {
    const asked = new URLSearchParams(window.location.search);
    return kept.values.some(([name, value]) => asked.has(name) && asked.get(name) !== value);
  }

  fill(values) {
    for (const [name, value] of values) {
      const field = this.form.elements[name];
      if (field instanceof HTMLInputElement && field.type === "checkbox") {
        field.checked = true;
      } else if (field && "value" in field && (field.type !== "hidden" || !field.value)) {
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    this.isChanged = true;
    this.timer ??= window.setTimeout(() => this.save(), PAUSE);
  }

  tell(name, kept) {
    const line = document.querySelector(name);
    if (!line) {
      return;
    }
    line.querySelector("[data-intake-at]").textContent = new Date(kept.on).toLocaleString("zh-CN", {
      dateStyle: "medium",
      timeStyle: "short",
    });
    const link = line.querySelector("[data-intake-link]");
    if (link) {
      link.href = kept.link ? new URL(kept.link, window.location.origin).pathname : this.form.getAttribute("action");
    }
    line.querySelector("[data-intake-forget]")?.addEventListener("click", () => this.forget(line));
    line.hidden = false;
  }

  /* A shared device should not keep what its last user typed. */
  forget(line) {
    this.rest();
    this.isChanged = false;
    window.localStorage.removeItem(this.place);
    if (line.hasAttribute("data-intake-restored")) {
      this.form.reset();
    }
    line.hidden = true;
  }
}

/* Storage may be closed to us, or hold what another version wrote; then nothing was kept there. */
function read(storage, place) {
  try {
    return JSON.parse(storage.getItem(place));
  } catch {
    return null;
  }
}

function write(storage, place, value) {
  try {
    storage.setItem(place, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function forgetSent() {
  const place = read(window.sessionStorage, SENT);
  if (place) {
    window.localStorage.removeItem(place);
    window.sessionStorage.removeItem(SENT);
  }
  const here = window.location.pathname; // of a draft, when it was sent from another device
  for (const each of Object.keys(window.localStorage).filter((key) => key.startsWith("intake:"))) {
    if (read(window.localStorage, each)?.link?.endsWith(here)) {
      window.localStorage.removeItem(each);
    }
  }
}

for (const form of document.querySelectorAll("form[data-intake]")) {
  form.autosave = new Autosave(form);
}
if (document.querySelector("[data-intake-received]")) {
  forgetSent();
}
document.querySelector("#intake-summary")?.focus();

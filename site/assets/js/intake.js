/* Saves what is typed into an intake form every five seconds of change: on the server, and on the device when there
   is no connection. The device also remembers where the saved form is. Without this script the form has a button. */

const PAUSE = 5000;
const NOT_KEPT = ["csrfmiddlewaretoken", "stamp", "website", "proof", "draft"];
const SENT = "intake:sent";

class Autosave {
  constructor(form) {
    this.form = form;
    this.says = form.querySelector("[data-intake-saved]");
    this.place = `intake:${form.dataset.autosave}:${form.elements.contest?.value ?? ""}:${form.elements.change?.value ?? ""}`;
    this.timer = 0;
    this.saving = Promise.resolve(true);
    this.restore();
    form.addEventListener("input", () => this.schedule());
    form.addEventListener("submit", () => this.finish());
  }

  values() {
    const data = new FormData(this.form);
    data.delete("files");
    return data;
  }

  schedule() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), PAUSE);
  }

  finish() {
    window.clearTimeout(this.timer);
    this.keepHere(this.form.elements.draft.value);
    write(window.sessionStorage, SENT, this.place);
  }

  /* One saving after the other, so that two of them never begin two drafts. */
  save() {
    window.clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.send(true));
    return this.saving;
  }

  async send(again) {
    let answer;
    let response;
    try {
      response = await fetch(this.form.dataset.autosave, { method: "POST", body: this.values(), credentials: "same-origin" });
      answer = await response.json();
    } catch {
      return this.failed();
    }
    if (response.ok) {
      this.form.elements.draft.value = answer.draft;
      this.form.elements.stamp.value = answer.stamp;
      this.says.textContent = `${this.says.dataset.saved} ${answer.saved_at}`;
      write(window.localStorage, this.place, { draft: answer.draft, link: answer.link, at: answer.saved_at });
      return true;
    }
    this.renew(answer);
    return again && (answer.csrf || answer.stamp || answer.error === "draft") ? this.send(false) : this.failed();
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
    this.says.textContent = this.keepHere(this.form.elements.draft.value) ? this.says.dataset.offline : "";
    return false;
  }

  keepHere(draft) {
    const values = [...this.values()].filter(([name]) => !NOT_KEPT.includes(name));
    const at = new Date().toTimeString().slice(0, 8);
    const before = read(window.localStorage, this.place) ?? {};
    return write(window.localStorage, this.place, { ...before, draft, at, values });
  }

  /* What the server did not get is put back; for what it has, the way there is shown. */
  restore() {
    const kept = read(window.localStorage, this.place);
    const draft = this.form.elements.draft.value;
    if (!kept || document.querySelector("#intake-summary")) {
      return;
    }
    if (kept.values && (kept.draft ?? "") === draft) {
      this.fill(kept.values);
    } else if (kept.link && !draft) {
      this.offer(kept);
    }
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
  }

  offer(kept) {
    const line = document.querySelector("[data-intake-resume]");
    if (line) {
      line.querySelector("[data-intake-resume-at]").textContent = kept.at;
      line.querySelector("[data-intake-resume-link]").href = new URL(kept.link).pathname;
      line.hidden = false;
    }
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
}

for (const form of document.querySelectorAll("form[data-intake]")) {
  form.autosave = new Autosave(form);
}
if (document.querySelector("[data-intake-received]")) {
  forgetSent();
}
document.querySelector("#intake-summary")?.focus();

/* Saves what is typed into an intake form every five seconds of change: on the server, and on the device when there
   is no connection. Without this script the form has a button that saves. */

const PAUSE = 5000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.says = form.querySelector("[data-intake-saved]");
    this.place = `intake:${form.dataset.autosave}`;
    this.timer = 0;
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
    this.timer = window.setTimeout(() => this.save(true), PAUSE);
  }

  finish() {
    window.clearTimeout(this.timer);
    forget(this.place);
  }

  async save(again) {
    let answer;
    let response;
    try {
      response = await fetch(this.form.dataset.autosave, { method: "POST", body: this.values(), credentials: "same-origin" });
      answer = await response.json();
    } catch {
      this.keepHere();
      return;
    }
    if (response.ok) {
      this.form.elements.draft.value = answer.draft;
      this.form.elements.stamp.value = answer.stamp;
      this.says.textContent = `${this.says.dataset.saved} ${answer.saved_at}`;
      forget(this.place);
      return;
    }
    this.renew(answer);
    if (again && (answer.csrf || answer.stamp)) {
      await this.save(false);
    } else {
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

  keepHere() {
    const kept = [...this.values()].filter(([name]) => !["csrfmiddlewaretoken", "stamp", "website"].includes(name));
    try {
      window.localStorage.setItem(this.place, JSON.stringify(kept));
      this.says.textContent = this.says.dataset.offline;
    } catch {
      this.says.textContent = "";
    }
  }

  restore() {
    let kept = [];
    try {
      kept = JSON.parse(window.localStorage.getItem(this.place) ?? "[]");
    } catch {
      return;
    }
    for (const [name, value] of kept) {
      const field = this.form.elements[name];
      if (field && !field.value) {
        field.value = value;
      }
    }
  }
}

function forget(place) {
  try {
    window.localStorage.removeItem(place);
  } catch {
    // Storage may be closed to us; then nothing was kept there.
  }
}

for (const form of document.querySelectorAll("form[data-intake]")) {
  new Autosave(form);
}
document.querySelector("#intake-summary")?.focus();

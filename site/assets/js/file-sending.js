/* Sends chosen files one by one before the form is sent, in pieces that go on after a broken connection. What becomes of
   a file that has come, a form's own script says in `arrived`. */

const TRIES = 6;

export const wait = (milliseconds) => new Promise((done) => window.setTimeout(done, milliseconds));

export class FileSending {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.says = form.querySelector("[data-file-says]");
    this.form.classList.add("has-script");
    this.input.addEventListener("change", () => this.take([...this.input.files]));
    this.form.addEventListener("submit", (event) => this.hold(event));
  }

  headers(more) {
    return {
      "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
      "X-Draft": this.form.elements.draft.value,
      ...more,
    };
  }

  /* Who presses send while a file is on its way means it to come along. */
  hold(event) {
    if (this.isBusy) {
      event.preventDefault();
      this.pressed = event.submitter;
      this.say(this.words);
    }
  }

  /* One file after the other. A refused one is named and stops none of the others; one that could not be sent now stays
     chosen. */
  async take(files) {
    this.isBusy = true;
    this.refused = [];
    this.input.disabled = true;
    const left = [];
    for (const file of files) {
      try {
        await this.one(file);
      } catch (reason) {
        this.refused.push(`${file.name}：${reason.message}`);
        this.words = "";
        if (!reason.told) {
          left.push(file);
        }
      }
    }
    const isComplete = this.refused.length === left.length;
    this.input.disabled = false;
    this.input.files = held(left);
    this.isBusy = false;
    const button = this.pressed;
    this.pressed = undefined;
    this.say(isComplete || !button ? this.words : this.says.dataset.unsent);
    if (button && isComplete) {
      this.form.requestSubmit(button);
    }
  }

  async one(file) {
    this.say(`${file.name} …`);
    if (!(await this.form.autosave.save())) {
      throw new Error(this.form.querySelector("[data-intake-saved]").dataset.offline);
    }
    const begun = await this.ask(this.form.dataset.files, {
      method: "POST",
      body: JSON.stringify({ name: file.name, size: file.size }),
      headers: this.headers({ "Content-Type": "application/json" }),
    });
    const sent = await this.pieces(file, begun).catch((reason) => this.drop(begun.url, reason));
    if (sent.sha256 && !(await isSame(file, sent.sha256))) {
      await this.drop(begun.url, new Error("✗"));
    }
    this.say("");
    await this.arrived(begun.url, file);
  }

  async drop(address, reason) {
    await fetch(address, { method: "DELETE", headers: this.headers() }).catch(() => null);
    throw reason;
  }

  async pieces(file, begun) {
    let offset = begun.offset;
    let tries = 0;
    let answer = {};
    while (offset < file.size) {
      try {
        answer = await this.ask(begun.url, {
          method: "PUT",
          body: file.slice(offset, offset + begun.piece),
          headers: this.headers({ "Upload-Offset": String(offset) }),
        });
        tries = 0;
      } catch (reason) {
        tries += 1;
        if (reason.told || tries > TRIES) {
          throw reason;
        }
        await wait(500 * 2 ** tries);
        answer = await this.ask(begun.url, { headers: this.headers() }).catch(() => ({ offset }));
      }
      offset = answer.offset;
      this.say(`${file.name} ${Math.floor((100 * offset) / file.size)}%`);
    }
    return answer;
  }

  /* Asks the server; a refusal in words is an error that is told, anything else one that may be tried again. */
  async ask(address, options) {
    const response = await fetch(address, { credentials: "same-origin", ...options });
    const answer = await response.json();
    if (answer.csrf) {
      this.form.elements.csrfmiddlewaretoken.value = answer.csrf;
    }
    if (response.ok || response.status === 409) {
      return answer;
    }
    const reason = new Error(answer.error ?? String(response.status));
    reason.told = response.status === 422 || response.status === 429;
    throw reason;
  }

  /* Says what goes on, after the names of the files that were refused. */
  say(words = "") {
    this.words = words;
    const waits = this.pressed ? this.says.dataset.held : "";
    const lines = [...(this.refused ?? []), words, waits].filter(Boolean);
    this.says.replaceChildren(...lines.map((line) => Object.assign(document.createElement("span"), { textContent: line })));
  }
}

/* What could not be sent ahead stays chosen, and goes with the form. */
function held(files) {
  const kept = new DataTransfer();
  for (const file of files) {
    kept.items.add(file);
  }
  return kept.files;
}

async function isSame(file, wanted) {
  if (!window.crypto?.subtle) {
    return true;
  }
  const digest = new Uint8Array(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === wanted;
}

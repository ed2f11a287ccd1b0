/* Sends chosen files one by one before the form is sent, in pieces that go on after a broken connection; shows the text of
   a manuscript in its field and pictures with their captions. Without this script a button does it by a plain request. */

const TRIES = 6;
const ASK_AGAIN = 1500;

const wait = (milliseconds) => new Promise((done) => window.setTimeout(done, milliseconds));

class Files {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.says = form.querySelector("[data-file-says]");
    this.list = form.querySelector("[data-picture-list]");
    this.form.classList.add("has-script");
    this.input.addEventListener("change", () => this.take([...this.input.files]));
    this.list?.addEventListener("click", (event) => this.act(event));
    for (const line of this.list?.querySelectorAll("[data-waiting]") ?? []) {
      this.look(line.closest("[data-picture]"));
    }
  }

  headers(more) {
    return {
      "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
      "X-Draft": this.form.elements.draft.value,
      ...more,
    };
  }

  async take(files) {
    this.input.disabled = true;
    for (const file of files) {
      try {
        await this.one(file);
      } catch (reason) {
        this.say(`${file.name}：${reason.message}`);
        break;
      }
    }
    this.input.disabled = false;
    this.input.value = "";
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
    const sent = await this.pieces(file, begun);
    if (sent.sha256 && !(await isSame(file, sent.sha256))) {
      await fetch(begun.url, { method: "DELETE", headers: this.headers() });
      throw new Error("✗");
    }
    this.say("");
    if (this.list) {
      this.show(begun.url);
      await this.form.autosave.save();
    } else {
      await this.text(begun.url, file.name);
    }
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

  async read(address) {
    for (;;) {
      const found = await this.ask(`${address}reading/`, { headers: this.headers() });
      if (found.state !== "waiting") {
        return found;
      }
      if (found.sentence) {
        this.say(found.sentence);
      }
      await wait(ASK_AGAIN);
    }
  }

  async text(address, name) {
    this.say(`${name} …`);
    const found = await this.read(address);
    this.say(found.sentence || this.says.dataset.read);
    if (found.text) {
      const field = this.form.elements.text;
      field.value = found.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  show(address) {
    const item = this.form.querySelector("[data-picture-template]").content.firstElementChild.cloneNode(true);
    item.dataset.picture = address.split("/").at(-2);
    item.querySelector("input[name=picture]").value = item.dataset.picture;
    for (const button of item.querySelectorAll("[data-act]")) {
      button.value = `${button.dataset.act}:${item.dataset.picture}`;
    }
    this.list.append(item);
    this.number();
    this.look(item, address);
  }

  async look(item, address = `${this.form.dataset.files}${item.dataset.picture}/`) {
    const place = item.querySelector(".contest-picture-look");
    const found = await this.read(address).catch(() => null);
    if (found?.sentence) {
      place.textContent = found.sentence;
    } else if (found?.preview) {
      const image = new Image();
      image.src = found.preview;
      image.alt = item.querySelector("[data-caption-label]").textContent;
      place.replaceChildren(image);
    }
  }

  act(event) {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (!act) {
      return;
    }
    event.preventDefault();
    const item = event.target.closest("[data-picture]");
    if (act === "up") {
      item.previousElementSibling?.before(item);
    } else if (act === "down") {
      item.nextElementSibling?.after(item);
    } else {
      fetch(`${this.form.dataset.files}${item.dataset.picture}/`, { method: "DELETE", headers: this.headers() });
      item.remove();
    }
    this.number();
    this.form.autosave.schedule();
  }

  number() {
    const items = [...this.list.children];
    for (const [place, item] of items.entries()) {
      item.querySelector("[data-caption-label]").textContent = this.list.dataset.label.replace("0", String(place + 1));
      item.querySelector("[data-act=up]").hidden = place === 0;
      item.querySelector("[data-act=down]").hidden = place === items.length - 1;
    }
  }

  say(words) {
    this.says.textContent = words;
  }
}

async function isSame(file, wanted) {
  if (!window.crypto?.subtle) {
    return true;
  }
  const digest = new Uint8Array(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === wanted;
}

for (const form of document.querySelectorAll("form[data-files]")) {
  if (form.querySelector("input[type=file]") && form.autosave) {
    new Files(form);
  }
}

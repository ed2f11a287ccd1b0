/* Shows the text of a manuscript in its field, and pictures with their captions, once their files have come. Without this
   script a button does it by a plain request. */

import { FileSending, wait } from "./file-sending.js";

const ASK_AGAIN = 1500;

class Files extends FileSending {
  constructor(form) {
    super(form);
    this.list = form.querySelector("[data-picture-list]");
    this.list?.addEventListener("click", (event) => this.act(event));
    for (const line of this.list?.querySelectorAll("[data-waiting]") ?? []) {
      this.look(line.closest("[data-picture]"));
    }
  }

  async arrived(address, file) {
    if (this.list) {
      this.show(address);
      await this.form.autosave.save();
    } else {
      await this.text(address, file.name);
    }
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
    if (found.sentence) {
      throw Object.assign(new Error(found.sentence), { told: true });
    }
    this.attach(address, name);
    this.say(this.says.dataset.read);
    if (found.text) {
      const field = this.form.elements.text;
      field.value = found.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /* Names the manuscript that is attached now; it has taken the place of the one before. */
  attach(address, name) {
    const item = this.form.querySelector("[data-attached-template]").content.firstElementChild.cloneNode(true);
    item.querySelector("span").textContent = name;
    item.querySelector("button").value = `drop:${address.split("/").at(-2)}`;
    this.form.querySelector("[data-attached]").replaceChildren(item);
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
}

for (const form of document.querySelectorAll("form[data-files]")) {
  if (form.querySelector("input[type=file]") && form.autosave) {
    new Files(form);
  }
}

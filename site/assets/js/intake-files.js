/* Lists the files of a form as they come, with a button that takes one away. They stand in the draft, so they survive a
   closed browser and a form that comes back. Without this script they go with the form. */

import { FileSending } from "./file-sending.js";

class FileList extends FileSending {
  constructor(form) {
    super(form);
    this.list = form.querySelector("[data-file-list]");
    this.list.addEventListener("click", (event) => this.remove(event));
  }

  arrived(address, file) {
    const item = this.form.querySelector("[data-file-template]").content.firstElementChild.cloneNode(true);
    const button = item.querySelector("button");
    item.querySelector("span").textContent = file.name;
    button.value = `drop:${address.split("/").at(-2)}`;
    button.setAttribute("aria-label", `${button.textContent} ${file.name}`);
    this.list.append(item);
  }

  async remove(event) {
    const button = event.target.closest("button");
    if (!button) {
      return;
    }
    event.preventDefault();
    const address = `${this.form.dataset.files}${button.value.slice("drop:".length)}/`;
    try {
      await this.ask(address, { method: "DELETE", headers: this.headers() });
    } catch (reason) {
      this.say(reason.message);
      return;
    }
    button.closest("li").remove();
    this.input.focus();
  }
}

for (const form of document.querySelectorAll("form[data-files]")) {
  if (form.querySelector("[data-file-list]") && form.autosave) {
    new FileList(form);
  }
}

/* Shows 字数 while an entry is typed or pasted. Without this script the server says the number. */

import { count } from "./counting.js";

function follow(line) {
  const field = document.getElementById(line.dataset.countFor);
  const number = line.querySelector("[data-count]");
  const over = line.querySelector("[data-over]");
  const show = () => {
    const { words } = count(field.value);
    number.textContent = String(words);
    over.hidden = !line.dataset.most || words <= Number(line.dataset.most);
  };
  field.addEventListener("input", show);
  show();
}

for (const line of document.querySelectorAll("[data-count-for]")) {
  follow(line);
}

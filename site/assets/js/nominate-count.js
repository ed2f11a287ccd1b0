/* Says below the account how many 字 it has and how many the chosen round asks for, by the rule that the server counts by.
   Without this script the server says it after sending. */

import { count } from "./counting.js";

function sentence(field, words, limits) {
  const [least, most] = limits ?? [];
  const said = limits ? field.dataset.wordsAsked : field.dataset.wordsNow;
  return said.replace("{words}", words).replace("{least}", least).replace("{most}", most);
}

function follow(field) {
  const limits = JSON.parse(field.dataset.words);
  const select = document.getElementById(field.dataset.wordsBy);
  const line = document.createElement("p");
  line.id = `${field.id}_count`;
  line.className = "intake-help nominate-count";
  field.after(line);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
  const show = () => {
    const asked = limits[select ? select.value.split("-")[0] : ""];
    const { words } = count(field.value);
    line.textContent = sentence(field, words, asked);
    line.classList.toggle("nominate-count--off", Boolean(asked) && words > 0 && (words < asked[0] || words > asked[1]));
  };
  field.addEventListener("input", show);
  select?.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

for (const field of document.querySelectorAll("textarea[data-words]")) {
  follow(field);
}

// The cutting screen: every step is sent at once and answered with the working part of the page. The keys act on the
// line that has the focus and on the lines that are chosen; without this script the same forms work with a button each.

const work = document.getElementById("cutting-work");
const said = document.getElementById("cutting-said");
const url = work?.dataset.stepUrl;
let anchor = null;
let busy = Promise.resolve();

const page = () => document.getElementById("cutting-page");
const lines = () => Array.from(work.querySelectorAll(".cut-line"));
const box = (line) => line.querySelector("input[type=checkbox]");
const current = () => document.activeElement?.closest?.(".cut-line") ?? lines().find((line) => box(line).tabIndex === 0);
const chosen = () => {
  const checked = lines().filter((line) => box(line).checked);
  return checked.length ? checked : [current()].filter(Boolean);
};
const numberOf = (line) => line.id.replace("line-", "");
const cards = () => Array.from(work.querySelectorAll(".cut-card"));
const cardId = (card) => card.id.replace("card-", "");

const rove = (target) => {
  for (const line of lines()) box(line).tabIndex = line === target ? 0 : -1;
};

// Where the work is: the line of the tab stop, and the control that has the focus, with what is being typed into it.
const place = () => {
  const control = work.contains(document.activeElement) ? document.activeElement : null;
  const form = control?.closest("form");
  return {
    line: lines().find((line) => box(line).tabIndex === 0)?.id,
    inLine: Boolean(control?.closest(".cut-line")),
    form: form && (form.dataset.card ? `form[data-card="${form.dataset.card}"]` : `#${form.id || "cutting-page"}`),
    name: control?.name,
    key: control?.value,
    isTyped: Boolean(control?.matches("input:not([type=checkbox]), textarea")),
    lists: Array.from(work.querySelectorAll(".cutting__into select"), (list) => [list.name, list.value]),
  };
};

const settle = (where = {}) => {
  const all = lines();
  if (!all.length) return;
  const line = all.find((each) => each.id === where.line) ?? all[0];
  rove(line);
  for (const [name, value] of where.lists ?? []) {
    const list = work.querySelector(`.cutting__into select[name="${name}"]`);
    if (list && Array.from(list.options).some((option) => option.value === value)) list.value = value;
  }
  if (where.inLine) {
    box(line).focus({ preventScroll: true });
  } else if (where.name) {
    const form = work.querySelector(where.form);
    const same = Array.from(form?.querySelectorAll(`[name="${where.name}"]`) ?? []);
    const control = where.isTyped ? same[0] : (same.find((each) => each.value === where.key && !each.disabled) ?? same[0]);
    if (where.isTyped && control) control.value = where.key;
    (control?.disabled ? box(line) : control)?.focus({ preventScroll: true });
  }
};

const show = (html, where) => {
  const scroll = [work.querySelector(".cutting__lines")?.scrollTop ?? 0, work.querySelector(".cutting__cards")?.scrollTop ?? 0];
  const open = new Set(Array.from(work.querySelectorAll("details[open]"), (each) => each.closest(".cut-card")?.id));
  work.innerHTML = html;
  for (const each of work.querySelectorAll("details")) each.open = open.has(each.closest(".cut-card")?.id);
  work.querySelector(".cutting__lines").scrollTop = scroll[0];
  work.querySelector(".cutting__cards").scrollTop = scroll[1];
  settle(where);
};

const post = async (data) => {
  data.set("version", page().dataset.version);
  try {
    const response = await fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const answer = await response.json();
    show(answer.html, place());
    said.textContent = answer.problem || gettext("Saved");
  } catch {
    said.textContent = gettext("The server did not answer. Nothing was changed; try again.");
    said.classList.remove("w-sr-only");
  }
};

// One after the other: each step needs the version that the one before it made.
const send = (operation, values = {}, target = null) => {
  busy = busy.then(() => {
    const data = new FormData(target ?? page());
    data.set("operation", operation);
    for (const [name, value] of Object.entries(values)) {
      data.delete(name);
      for (const each of [value].flat()) data.append(name, each);
    }
    return post(data);
  });
};

const onLines = (operation, values = {}) => send(operation, { line: chosen().map(numberOf), ...values });
const asRole = (role) => {
  // Lines of one article stay in it; lines put aside, or of several, go to the article chosen in the list.
  const items = new Set(chosen().map((line) => line.dataset.item));
  const [only] = items;
  const listed = work.querySelector(".cutting__into select[name=into]")?.value ?? "0";
  onLines("role", { into: items.size === 1 && only !== "0" ? only : listed, role });
};
const onItem = (operation) => {
  const item = current()?.dataset.item;
  if (item && item !== "0") send(operation, { item });
};
const mergeBefore = () => {
  const all = cards();
  const place = all.findIndex((card) => cardId(card) === current()?.dataset.item);
  if (place > 0) send("merge", { item: cardId(all[place]), into: cardId(all[place - 1]) });
};

const keys = {
  s: () => onLines("split"),
  b: () => onLines("part"),
  j: () => onLines("join"),
  x: () => onLines("aside"),
  n: () => onLines("move", { into: "0" }),
  h: () => asRole("headline"),
  k: () => asRole("kicker"),
  d: () => asRole("deck"),
  u: () => asRole("subhead"),
  p: () => asRole("paragraph"),
  c: () => asRole("credit"),
  w: () => onItem("swap"),
  m: mergeBefore,
  z: () => send("undo"),
  y: () => send("redo"),
};

const step = (event, by) => {
  const all = lines();
  const at = all.indexOf(current());
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (event.shiftKey) {
    anchor ??= at;
    const [from, to] = [anchor, all.indexOf(next)].sort((one, other) => one - other);
    all.forEach((line, place) => { box(line).checked = place >= from && place <= to; });
  } else {
    anchor = null;
  }
  rove(next);
  box(next).focus();
  next.scrollIntoView({ block: "nearest" });
};

const onKey = (event) => {
  if (!event.target.closest(".cut-line") || event.altKey) return;
  const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
  if ((event.ctrlKey || event.metaKey) && !undo) return;
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -1e6, End: 1e6 };
  const act = undo && event.shiftKey ? keys.y : keys[event.key.toLowerCase()];
  const card = /^[1-9]$/.test(event.key) ? cards()[Number(event.key) - 1] : null;
  if (event.key in moves) step(event, moves[event.key]);
  else if (card) onLines("move", { into: cardId(card) });
  else if (act) act();
  else if (event.key === "Enter") box(current()).click();
  else if (event.key === "Escape") lines().forEach((line) => { box(line).checked = false; });
  else return;
  event.preventDefault();
};

const onSubmit = (event) => {
  if (event.target.action !== new URL(url, window.location.href).href) return;
  event.preventDefault();
  const operation = event.submitter?.value ?? "edit";
  const isPage = event.target === page();
  send(operation, isPage && !["undo", "redo"].includes(operation) ? { line: chosen().map(numberOf) } : {}, event.target);
};

// What is typed into a card is saved when the field is left.
const onChange = (event) => {
  const form = event.target.closest("form[data-card]");
  if (form) send("edit", {}, form);
};

if (work && page()) {
  settle();
  work.addEventListener("keydown", onKey);
  work.addEventListener("submit", onSubmit);
  work.addEventListener("change", onChange);
  work.addEventListener("focusin", (event) => {
    const line = event.target.closest(".cut-line");
    if (line) rove(line);
  });
  document.querySelector(`${window.location.hash || "#none"}`)?.scrollIntoView({ block: "center" });
}

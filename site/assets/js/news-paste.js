// The paste screen: takes HTML, RTF and pictures from the clipboard, shows what was taken, and sends it as one form.
// A picture inside the HTML (data:) or beside it (a file) goes up as a file of its own, named "pasted:0", "pasted:1" …;
// one that stands on another server is shown as a placeholder here and fetched by our own server.

const field = document.querySelector("textarea[data-paste]");
const form = field?.closest("form");
const pictures = [];
const rtf = [];
const taken = { characters: 0, pictures: 0 };
const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);

const make = (tag, attributes = {}, text = "") => {
  const element = Object.assign(document.createElement(tag), { textContent: text });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

const zone = make("div", {
  class: "paste-zone",
  tabindex: "0",
  role: "textbox",
  "aria-multiline": "true",
  "aria-readonly": "true",
  "aria-label": gettext("Pasted text"),
});
const status = make("output", { class: "help" });
const problem = make("p", { class: "error-message", role: "alert" });

const keep = (blob) => `pasted:${pictures.push(blob) - 1}`;

const decode = (img) => {
  const [head, digits] = (img.getAttribute("src") ?? "").split(";base64,");
  if (!digits || !head.startsWith("data:image/")) return;
  const bytes = Uint8Array.from(atob(digits), (letter) => letter.charCodeAt(0));
  img.setAttribute("src", keep(new Blob([bytes], { type: head.slice(5) })));
};

const shown = (img) => {
  const source = img.getAttribute("src") ?? "";
  const number = source.startsWith("pasted:") ? Number(source.slice(7)) : -1;
  if (number >= 0) {
    img.replaceWith(make("img", { src: URL.createObjectURL(pictures[number]), alt: "" }));
  } else {
    const elsewhere = img.dataset.src || source;
    const host = URL.canParse(elsewhere) ? new URL(elsewhere).host : "";
    const sentence = host ? fill(gettext("Picture, fetched from %(host)s"), { host }) : gettext("Picture of the document");
    img.replaceWith(make("mark", {}, `［${sentence}］`));
  }
};

// Nothing of the pasted page is run or loaded: scripts, styles and frames go, and the preview keeps no attribute.
const preview = (body) => {
  const copy = body.cloneNode(true);
  copy.querySelectorAll("img").forEach(shown);
  for (const element of copy.querySelectorAll("*")) {
    const isOurs = element.tagName === "IMG" && element.src.startsWith("blob:");
    for (const name of isOurs ? [] : element.getAttributeNames()) element.removeAttribute(name);
  }
  zone.append(...copy.childNodes);
};

const take = (html) => {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  body.querySelectorAll("script,style,link,meta,iframe,object,embed,svg,form,input,button,title").forEach((e) => e.remove());
  body.querySelectorAll("img").forEach(decode);
  field.value += body.innerHTML;
  preview(body);
  taken.characters += Array.from(body.textContent.replace(/\s/g, "")).length;
  taken.pictures += body.querySelectorAll("img").length;
  status.textContent = fill(gettext("Taken: %(characters)s characters, %(pictures)s pictures"), taken);
};

const paragraphs = (text) => {
  const box = make("div");
  box.append(...text.split(/\r?\n/).map((line) => make("p", {}, line)));
  return box.innerHTML;
};

const receive = (transfer) => {
  const [html, text] = ["text/html", "text/plain"].map((kind) => transfer.getData(kind));
  const files = Array.from(transfer.files).filter((file) => file.type.startsWith("image/"));
  const rich = transfer.getData("text/rtf");
  if (rich.includes("\\pict")) rtf.push(rich);
  if (html) take(html);
  else if (files.length) take(files.map((file) => `<p><img src="${keep(file)}"></p>`).join(""));
  else if (text) take(paragraphs(text));
};

const clear = () => {
  field.value = "";
  pictures.length = rtf.length = taken.characters = taken.pictures = 0;
  zone.replaceChildren();
  status.textContent = "";
};

const send = async (event) => {
  event.preventDefault();
  const data = new FormData(form);
  pictures.forEach((blob, number) => data.append("pictures", blob, `pasted-${number}`));
  rtf.forEach((text) => data.append("rtf", new Blob([text]), "pasted.rtf"));
  problem.textContent = "";
  try {
    const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const answer = await response.json();
    if (answer.url) window.location.assign(answer.url);
    else problem.textContent = answer.problems.join(" ");
  } catch {
    problem.textContent = gettext("The server did not answer; what you pasted is still here. Try again.");
  }
};

if (form) {
  const empty = make("button", { type: "button", class: "button button-secondary" }, gettext("Empty"));
  field.hidden = true;
  field.before(problem, zone, status, empty);
  zone.addEventListener("paste", (event) => (event.preventDefault(), receive(event.clipboardData)));
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => (event.preventDefault(), receive(event.dataTransfer)));
  empty.addEventListener("click", clear);
  form.addEventListener("submit", send);
  zone.focus();
}

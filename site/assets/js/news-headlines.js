// Counts the characters of a headline while the editor types, and says when a channel would cut it.
// A panel asks for it with data-length: empty counts only, a number is the limit. The sentences come from the catalogue
// that the admin loads (gettext).

const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);

const say = (length, limit) => {
  if (!limit) return fill(gettext("%(length)s characters"), { length });
  if (length <= limit) return fill(gettext("%(length)s of %(limit)s characters"), { length, limit });
  const over = length - limit;
  return fill(
    gettext("%(over)s characters more than %(limit)s: channels such as WeChat would cut it, so give a short title."),
    { over, limit },
  );
};

const count = (panel) => {
  const field = panel.querySelector("input[type=text], textarea");
  if (!field || panel.querySelector("output[data-length-count]")) return;
  const limit = Number(panel.dataset.length) || 0;
  const output = document.createElement("output");
  output.dataset.lengthCount = "";
  output.className = "help";
  output.setAttribute("for", field.id);
  const show = () => {
    const length = Array.from(field.value.trim()).length;
    output.textContent = say(length, limit);
    output.classList.toggle("error-message", limit > 0 && length > limit);
  };
  field.addEventListener("input", show);
  field.insertAdjacentElement("afterend", output);
  show();
};

for (const panel of document.querySelectorAll("[data-length]")) count(panel);

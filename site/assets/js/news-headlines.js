// Counts the characters of a headline while the editor types, and says when a channel would cut it.
// A panel asks for it with data-length: empty counts only, a number is the limit.

const isChinese = document.documentElement.lang.startsWith("zh");
const say = (count, limit) => {
  if (!limit) return isChinese ? `${count} 字` : `${count} characters`;
  const share = `${count} / ${limit}`;
  if (count <= limit) return isChinese ? `${share} 字` : `${share} characters`;
  return isChinese
    ? `${share} 字，超出 ${count - limit} 字：微信等渠道会截断，请填写短标题`
    : `${share} characters, ${count - limit} too many: channels such as WeChat cut it; give a short title`;
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

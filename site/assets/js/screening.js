// Screening by keyboard: 1 qualifies, 2 and 3 ask for a reason (a digit), Enter decides, Escape takes it back.
// N goes on, Z opens the undoing of the last piece. Without this script the same buttons and fields are there.

const form = document.querySelector("[data-screening]");
const undo = document.querySelector("[data-undo]");
let pending = null;
let sent = false;

function isTyping(target) {
  return target instanceof Element && target.matches("textarea, select, input:not([type=radio])");
}

function show(button) {
  const status = form.querySelector("[data-pending]");
  pending = button;
  status.hidden = !button;
  status.textContent = button ? `${button.firstChild.textContent.trim()}：${form.querySelector("legend").textContent}` : "";
  for (const key of form.querySelectorAll("[data-reason-key]")) key.hidden = !button;
  for (const each of form.querySelectorAll("[data-decision]")) each.classList.toggle("is-pending", each === button);
}

function decide(button) {
  if (sent) return;
  form.requestSubmit(button);
}

function hasReason() {
  return Boolean(form.querySelector("[name=code]:checked") || form.querySelector("[name=note]").value.trim());
}

function press(button) {
  if (button.value === "eligible" || hasReason()) {
    decide(button);
    return;
  }
  show(button);
  form.querySelector("[name=code]").focus();
}

function chooseReason(digit) {
  const radios = [...form.querySelectorAll("[name=code]")];
  const radio = radios[(Number(digit) + 9) % 10];
  if (!radio) return;
  radio.checked = true;
  form.querySelector("[name=note]").focus();
}

function onForm(event, typing) {
  if (event.key === "Escape" && pending) {
    for (const radio of form.querySelectorAll("[name=code]")) radio.checked = false;
    show(null);
    document.activeElement.blur();
    return true;
  }
  if (event.key === "Enter" && pending && !event.shiftKey && form.contains(event.target) && hasReason()) {
    decide(pending);
    return true;
  }
  if (typing) return false;
  if (/^\d$/.test(event.key) && pending) {
    chooseReason(event.key);
    return true;
  }
  const button = form.querySelector(`[data-decision="${event.key}"]`);
  if (button) press(button);
  return Boolean(button);
}

// Keys pressed before this line are lost: a test waits for the mark.
document.documentElement.dataset.screeningReady = "";
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = isTyping(event.target);
  if (form && onForm(event, typing)) {
    event.preventDefault();
    return;
  }
  if (typing) return;
  if (event.key.toLowerCase() === "n") document.querySelector("[data-key=n]")?.click();
  if (event.key.toLowerCase() === "z" && undo) {
    event.preventDefault();
    undo.open = true;
    undo.querySelector("[name=reason]").focus();
  }
});

form?.addEventListener("submit", () => {
  sent = true;
});
window.addEventListener("pageshow", () => {
  sent = false;
});

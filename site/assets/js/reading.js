// Enhancements of a page that works without them: reading aloud, sharing, printing, and the reading mode of a page
// that a shared cache answered without looking at the cookie.

const root = document.documentElement;
const words = document.body.dataset;

function heal() {
  const wants = document.cookie.split("; ").includes("reading=elder");
  root.classList.toggle("elder", wants);
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = label;
  made.addEventListener("click", () => act(made));
  return made;
}

function lines(article) {
  const parts = article.querySelectorAll("h1, .deck, .byline, .dateline, .prose p, .prose li, .subhead, figcaption, .pull-quote p");
  return [...parts].map((part) => part.textContent.trim()).filter(Boolean);
}

function readAloud(article) {
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return null;
  const say = button(words.readAloud, (self) => {
    if (speech.speaking) {
      speech.cancel();
      self.textContent = words.readAloud;
      self.setAttribute("aria-pressed", "false");
      return;
    }
    self.textContent = words.stopReading;
    self.setAttribute("aria-pressed", "true");
    const queue = lines(article);
    queue.forEach((line, place) => {
      const piece = new SpeechSynthesisUtterance(line);
      piece.lang = "zh-CN";
      piece.rate = root.classList.contains("elder") ? 0.85 : 1;
      if (place === queue.length - 1) {
        piece.addEventListener("end", () => {
          self.textContent = words.readAloud;
          self.setAttribute("aria-pressed", "false");
        });
      }
      speech.speak(piece);
    });
  });
  say.setAttribute("aria-pressed", "false");
  window.addEventListener("pagehide", () => speech.cancel());
  return say;
}

function enhance(article) {
  const tools = article.querySelector(".tools");
  if (!tools) return;
  const say = readAloud(article);
  if (say) {
    const head = article.querySelector(".article-head");
    (root.classList.contains("elder") && head ? head : tools).append(say);
  }
  if (navigator.share) {
    const address = article.querySelector(".short-address");
    tools.append(button(words.sendOn, () => navigator.share({ title: document.title, url: address.href }).catch(() => {})));
  }
  tools.append(button(words.print, () => window.print()));
}

heal();
document.querySelectorAll("[data-aloud]").forEach(enhance);

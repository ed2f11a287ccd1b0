/* The player of a screen in a public place. It asks for its program, shows it by the rules of screen-rules.js, goes on
   without the network, and reports what it showed. After a power cut it starts from what it had kept. */

import { START, nextFrame } from "./screen-rules.js";

const TICK = 500;
const CONTACT = 60_000;
const LONGEST_QUEUE = 5000;
const BATCH = 200;
const root = document.querySelector("[data-screen]");
const place = location.pathname;
const address = (name) => new URL(name, location.href).href;

function stored(name, empty) {
  try {
    return JSON.parse(localStorage.getItem(place + name)) ?? empty;
  } catch {
    return empty;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(place + name, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs the proof of play, never the picture.
  }
}

let program = stored("program", null);
let queue = stored("plays", []);
let seen = stored("seen", 0);
let anchor = null;
let frame = START;
let sending = false;

/* The instant by which items are judged: never before the server's clock as this page has followed it. */
function now() {
  const device = Date.now();
  return anchor ? Math.max(device, anchor.server + Math.round(performance.now() - anchor.at)) : device;
}

function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function note(item, since, until) {
  const seconds = Math.round((until - since) / 1000);
  if (seconds >= 1) {
    queue.push({ id: identifier(), kind: item.kind, key: item.key, shown_at: since, seconds });
    queue = queue.slice(-LONGEST_QUEUE);
    store("plays", queue);
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}

function still(item) {
  const image = element("img", "screen-image");
  image.src = item.image;
  image.alt = item.alt;
  return image;
}

/* A film runs without sound, as a public screen does. One that cannot be played gives way to its picture. */
function film(item) {
  const made = element("video", "screen-image");
  made.muted = true;
  made.autoplay = true;
  made.playsInline = true;
  made.setAttribute("aria-label", item.title);
  made.addEventListener("error", () => made.replaceWith(item.image ? still(item) : element("h1", "screen-title", item.title)));
  made.src = item.video;
  return made;
}

function card(item) {
  const made = element("article", `screen-card screen-card--${item.kind}`);
  made.dataset.key = item.key;
  if (item.video) {
    made.append(film(item));
  } else if (item.image) {
    made.append(still(item));
  }
  if (item.kind !== "psa" || !(item.image || item.video)) {
    const text = element("div", "screen-text");
    if (item.kicker) {
      text.append(element("p", "screen-kicker", item.kicker));
    }
    text.append(element("h1", "screen-title", item.title));
    if (item.summary) {
      text.append(element("p", "screen-summary", item.summary));
    }
    made.append(text);
  }
  return made;
}

function show(next, at) {
  const before = frame.shows === "item" ? program?.items[frame.index] : null;
  if (before) {
    note(before, frame.since, at);
  }
  frame = next;
  root.dataset.shows = next.shows;
  const stage = root.querySelector("[data-stage]");
  stage.replaceChildren(...(next.shows === "item" ? [card(program.items[next.index])] : []));
}

function tick() {
  const at = now();
  if (!program) {
    return;
  }
  const trusted = at < seen ? { ...program, server_time: seen } : program;
  if (at > seen) {
    seen = at;
  }
  const next = nextFrame(trusted, frame, at);
  const same = next.shows === frame.shows && next.index === frame.index && next.since === frame.since;
  if (!same && (next.shows === "item" || next.shows !== frame.shows)) {
    show(next, at);
    store("seen", seen);
  }
}

function adopt(fresh) {
  const at = now();
  const shown = frame.shows === "item" ? program?.items[frame.index] : null;
  const index = shown ? fresh.items.findIndex((item) => item.id === shown.id && item.key === shown.key) : -1;
  if (shown && index < 0) {
    show({ shows: "fallback", index: -1, since: at }, at);
  } else if (shown) {
    frame = { ...frame, index };
  }
  program = fresh;
  anchor = { server: fresh.server_time, at: performance.now() };
  seen = fresh.server_time;
  store("program", program);
  store("seen", seen);
}

async function keep() {
  const worker = (await navigator.serviceWorker.ready).active;
  const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src], link[rel=modulepreload]")];
  const urls = [place, ...parts.map((part) => part.href || part.src), ...program.items.flatMap((item) => [item.image, item.video])];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    root.dataset.kept = String(program.server_time);
  };
  worker?.postMessage({ keep: [...new Set(urls.filter(Boolean).map(address))] }, [channel.port2]);
}

async function report() {
  if (sending || !queue.length) {
    return;
  }
  sending = true;
  try {
    const answer = await fetch(address("plays/"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ plays: queue.slice(0, BATCH) }),
    });
    if (answer.ok) {
      const taken = new Set((await answer.json()).taken);
      queue = queue.filter((play) => !taken.has(play.id));
      store("plays", queue);
    }
  } finally {
    sending = false;
  }
}

function forget() {
  program = null;
  show({ shows: "fallback", index: -1, since: now() }, now());
  for (const name of ["program", "plays", "seen"]) {
    localStorage.removeItem(place + name);
  }
}

async function contact() {
  try {
    const answer = await fetch(address("program.json"), { cache: "no-store" });
    if (answer.status === 404) {
      forget();
      return;
    }
    if (!answer.ok) {
      return;
    }
    const fresh = await answer.json();
    const stale = root.dataset.version !== fresh.version;
    adopt(fresh);
    tick();
    await report();
    if (stale && (await fetch(place)).ok) {
      location.reload();
      return;
    }
    if (navigator.serviceWorker) {
      await keep();
    }
  } catch {
    root.dataset.contact = "lost";
    return;
  }
  root.dataset.contact = "made";
}

if (navigator.serviceWorker) {
  navigator.serviceWorker.register(address("worker.js"), { scope: place }).catch(() => null);
}
navigator.wakeLock?.request("screen").catch(() => null);
addEventListener("pagehide", () => {
  store("seen", seen);
});
addEventListener("online", contact);
setInterval(tick, TICK);
setInterval(contact, CONTACT);
tick();
contact();

/* The player of a screen in a public place. It asks for its program, shows it by the rules of screen-rules.js, goes on
   without the network, and reports what it showed. After a power cut it starts from what it had kept. */

import { START, nextFrame, pictureMayShow } from "./screen-rules.js";

const TICK = 500;
const CONTACT = 60_000;
/* Showings kept for a report: a week of a day of 18 hours at 12 seconds, some 3 MB of the 5 that a browser gives. */
const LONGEST_QUEUE = 40_000;
const BATCH = 500;
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

/* After the address was ended nothing is written any more, whatever is still under way. */
let forgotten = false;

function store(name, value) {
  if (forgotten) {
    return true;
  }
  try {
    localStorage.setItem(place + name, JSON.stringify(value));
    return true;
  } catch {
    // A full or forbidden store costs the proof of play, never the picture.
    return false;
  }
}

/* In the store a showing is a short list, so that more of them fit. */
function packed(play) {
  return [play.id, play.kind, play.key, play.shown_at, play.seconds];
}

function unpacked(kept) {
  if (!Array.isArray(kept)) {
    return kept;
  }
  const [id, kind, key, shown_at, seconds] = kept;
  return { id, kind, key, shown_at, seconds };
}

/* Where the store is full (two screens may share it), the oldest tenth goes until the rest fits. */
function storeQueue() {
  queue = queue.slice(-LONGEST_QUEUE);
  let kept = queue;
  while (!store("plays", kept.map(packed)) && kept.length) {
    kept = kept.slice(Math.ceil(kept.length / 10));
  }
}

let program = stored("program", null);
let queue = stored("plays", []).map(unpacked);
let seen = stored("seen", 0);
let anchor = null;
let frame = START;
let sending = false;

/* Of the card on the stage: whether what it is about has really been seen. Only then is it reported. */
let seenOnStage = false;
/* Pictures and films that could not be loaded; they are tried again after the next contact. */
const broken = new Set();

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
  const seconds = Math.min(Math.round((until - since) / 1000), item.seconds);
  if (seconds >= 1) {
    queue.push({ id: identifier(), kind: item.kind, key: item.key, shown_at: since, seconds });
    storeQueue();
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}

/* What cannot be loaded is no work to show: an ad gives its turn to the next, a card stays with its words. */
function fail(item, address, made) {
  broken.add(address);
  if (!made.isConnected) {
    return;
  }
  if (item.kind === "psa") {
    seenOnStage = false;
    tick();
  } else {
    made.remove();
  }
}

function still(item) {
  const image = element("img", "screen-image");
  image.alt = item.alt;
  image.addEventListener("load", () => {
    seenOnStage = image.isConnected || seenOnStage;
  });
  image.addEventListener("error", () => fail(item, item.image, image));
  image.src = item.image;
  return image;
}

/* A film runs without sound, as a public screen does. */
function film(item) {
  const made = element("video", "screen-image");
  made.muted = true;
  made.autoplay = true;
  made.playsInline = true;
  made.setAttribute("aria-label", item.title);
  made.addEventListener("playing", () => {
    seenOnStage = made.isConnected || seenOnStage;
  });
  made.addEventListener("error", () => fail(item, item.video, made));
  made.src = item.video;
  return made;
}

function card(item) {
  const made = element("article", `screen-card screen-card--${item.kind}`);
  made.dataset.key = item.key;
  if (item.video) {
    made.append(film(item));
  } else if (item.image && pictureMayShow(item, now()) && !broken.has(item.image)) {
    made.append(still(item));
  }
  seenOnStage = item.kind !== "psa" || !(item.image || item.video);
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
  if (before && seenOnStage) {
    note(before, frame.since, at);
  }
  frame = next;
  root.dataset.shows = next.shows;
  const stage = root.querySelector("[data-stage]");
  stage.replaceChildren(...(next.shows === "item" ? [card(program.items[next.index])] : []));
}

/* The program without what cannot be shown: ads whose work could not be loaded. */
function playable(all) {
  const lost = (item) => item.kind === "psa" && (broken.has(item.video) || (!item.video && broken.has(item.image)));
  return broken.size ? { ...all, items: all.items.map((item) => (lost(item) ? { ...item, valid_until: 0 } : item)) } : all;
}

/* A picture whose rights end goes from the card in the middle of its turn, too. */
function dropPictures(at) {
  const item = frame.shows === "item" ? program.items[frame.index] : null;
  if (item && !pictureMayShow(item, at)) {
    root.querySelector("[data-stage] img")?.remove();
  }
}

function tick() {
  const at = now();
  if (!program) {
    return;
  }
  dropPictures(at);
  const known = playable(program);
  const trusted = at < seen ? { ...known, server_time: seen } : known;
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
  broken.clear();
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

/* Send one part of the queue; tell whether the server took any of it. */
async function reportSome() {
  const answer = await fetch(address("plays/"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ plays: queue.slice(0, BATCH) }),
  });
  if (!answer.ok) {
    return false;
  }
  const taken = new Set((await answer.json()).taken);
  const before = queue.length;
  queue = queue.filter((play) => !taken.has(play.id));
  storeQueue();
  return queue.length < before;
}

async function report() {
  if (sending) {
    return;
  }
  sending = true;
  try {
    let more = queue.length > 0;
    while (more) {
      more = (await reportSome()) && queue.length > 0;
    }
  } finally {
    sending = false;
  }
}

function forget() {
  forgotten = true;
  program = null;
  queue = [];
  show({ shows: "fallback", index: -1, since: now() }, now());
  navigator.serviceWorker?.ready.then((registration) => registration.active?.postMessage({ forget: true }));
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

/* Finds the proof of work for a form: a number for which SHA-256 of "<key>:<number>" begins with enough zero bits. It
   runs in a worker of its own and in plain JavaScript, because the browser's own digest is closed to pages without https. */

const ROUNDS = Uint32Array.from(primes(64), (prime) => fraction(prime ** (1 / 3)));
const START = Uint32Array.from(primes(8), (prime) => fraction(prime ** (1 / 2)));
const WORDS = new Uint32Array(64);

function primes(count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) {
      found.push(number);
    }
  }
  return found;
}

function fraction(value) {
  return Math.floor((value - Math.floor(value)) * 2 ** 32);
}

function turn(value, by) {
  return (value >>> by) | (value << (32 - by));
}

/* The first word of the digest of a text of at most 55 ASCII characters: one block. */
export function firstWord(text) {
  WORDS.fill(0);
  for (let place = 0; place < text.length; place += 1) {
    WORDS[place >> 2] |= text.charCodeAt(place) << (24 - 8 * (place & 3));
  }
  WORDS[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  WORDS[15] = text.length * 8;
  for (let place = 16; place < 64; place += 1) {
    const early = WORDS[place - 15];
    const late = WORDS[place - 2];
    WORDS[place] =
      WORDS[place - 16] +
      (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) +
      WORDS[place - 7] +
      (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let round = 0; round < 64; round += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[round] + WORDS[round]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return (START[0] + a) >>> 0;
}

export function solve(key, bits) {
  for (let number = 0; ; number += 1) {
    if (firstWord(`${key}:${number}`) >>> (32 - bits) === 0) {
      return String(number);
    }
  }
}

if (typeof WorkerGlobalScope !== "undefined") {
  self.addEventListener("message", ({ data }) => self.postMessage(solve(data.key, data.bits)));
}

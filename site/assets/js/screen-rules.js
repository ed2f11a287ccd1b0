/* What a screen may show at an instant. The server has the same rules in campaigns/rules/showing.py, and both are held
   to one table of cases. Times are milliseconds since 1970 UTC; minutes and days are China's. */

const ZONE = 8 * 3_600_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const MINUTES_OF_DAY = 1440;

export const START = { shows: "fallback", index: -1, since: 0 };

export function inDaypart(start, end, now) {
  const minute = Math.floor((now + ZONE) / MINUTE) % MINUTES_OF_DAY;
  return start <= minute && minute < (end || MINUTES_OF_DAY);
}

export function mayShow(item, now) {
  const day = Math.floor((now + ZONE) / DAY);
  return (
    item.valid_from <= now &&
    (item.valid_until === null || now < item.valid_until) &&
    (item.keep_until === null || now < item.keep_until) &&
    (item.first_day === null || item.first_day <= day) &&
    (item.last_day === null || day <= item.last_day) &&
    inDaypart(item.from_minute, item.until_minute, now)
  );
}

/* The picture of a card has rights of its own, which may end before the card does. */
export function pictureMayShow(item, now) {
  return (item.image_until ?? null) === null || now < item.image_until;
}

export function nextFrame(program, frame, now) {
  if (now < program.server_time) {
    return { shows: "fallback", index: -1, since: now };
  }
  if (!inDaypart(program.opens, program.closes, now)) {
    return { shows: "off", index: frame.index, since: now };
  }
  const { items } = program;
  const current = frame.index;
  if (frame.shows === "item" && current >= 0 && current < items.length && mayShow(items[current], now)) {
    const elapsed = now - frame.since;
    if (elapsed >= 0 && elapsed < items[current].seconds * 1000) {
      return frame;
    }
  }
  for (let step = 1; step <= items.length; step += 1) {
    const index = (Math.max(current, -1) + step) % items.length;
    if (mayShow(items[index], now)) {
      return { shows: "item", index, since: now };
    }
  }
  return { shows: "fallback", index: current, since: now };
}

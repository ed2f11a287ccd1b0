/* 字数 as Microsoft Word counts it, rule word-zishu-1: the same as site/foundation/text/counting.py. Both are held to
   the one table site/foundation/data/word-count-cases.json. */

const EAST_ASIAN =
  "\\u1100-\\u11ff\\ua960-\\ua97f\\uac00-\\ud7ff\\u2e80-\\u2fff\\u3001-\\u4dbf\\u4e00-\\ua4cf\\uf900-\\ufaff" +
  "\\ufe10-\\ufe1f\\ufe30-\\ufe6f\\uff00-\\uffef\\u{1aff0}-\\u{1b16f}\\u{1f200}-\\u{1f2ff}\\u{20000}-\\u{3ffff}" +
  "\\u00b7\\u00d7\\u2014\\u2015\\u2018\\u2019\\u201c\\u201d\\u2026\\u203b\\u2103\\u2116\\u2160-\\u217f" +
  "\\u2190-\\u2199\\u2460-\\u24ff\\u25a0-\\u25ff\\u2605\\u2606";
const SPACE = "\\s\\x1c-\\x1f\\x85";
const LINE_END = /[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/gu;
const INVISIBLE = new RegExp(
  "[\\x00-\\x08\\x0e-\\x1b\\x1f\\x7f-\\x84\\x86-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f" +
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{e0fff}]",
  "gu",
);
const ONE = new RegExp(`[${EAST_ASIAN}]`, "gu");
const OTHER = new RegExp(`[^${SPACE}${EAST_ASIAN}]+`, "gu");
const SPACES = new RegExp(`[${SPACE}]`, "gu");

export function count(text) {
  const visible = text.replace(INVISIBLE, "");
  const eastAsian = (visible.match(ONE) ?? []).length;
  const otherWords = (visible.match(OTHER) ?? []).length;
  const oneLine = visible.replace(LINE_END, "");
  return {
    words: eastAsian + otherWords,
    east_asian: eastAsian,
    other_words: otherWords,
    characters: [...oneLine.replace(SPACES, "")].length,
    characters_with_spaces: [...oneLine].length,
  };
}

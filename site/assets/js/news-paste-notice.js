// A paragraph block takes text only. Who pastes an article with pictures into one is told where pictures are taken along.

document.addEventListener(
  "paste",
  (event) => {
    const inParagraph = event.target instanceof Element && event.target.closest(".Draftail-Editor");
    if (!inParagraph || !/<img\b/i.test(event.clipboardData?.getData("text/html") ?? "")) return;
    const text = gettext(
      "The text was pasted without its pictures. To take pictures along, use “Paste an article” in the list of articles.",
    );
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { text, type: "warning", clear: true } }));
  },
  true,
);

// The box in a table's head that ticks all boxes of its name; without scripts it is not shown.
for (const head of document.querySelectorAll("[data-tick-all]")) {
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${head.dataset.tickAll}"]`)];
  const look = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    head.checked = ticked === boxes.length;
    head.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  head.closest("label").hidden = false;
  head.addEventListener("change", () => {
    for (const box of boxes) {
      box.checked = head.checked;
    }
  });
  for (const box of boxes) {
    box.addEventListener("change", look);
  }
  look();
}

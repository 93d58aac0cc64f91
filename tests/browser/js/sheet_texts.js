// What stands on a sheet and on its key, apart from the diagram.
(() =>
  [...document.querySelectorAll(".bp-worksheet > section")].map((section) => {
    const copy = section.cloneNode(true);
    copy.querySelector(".bp-sheet-diagram")?.remove();
    return copy.textContent.replaceAll("\u200b", "").trim();
  }));

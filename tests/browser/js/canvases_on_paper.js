// How far the edges of each canvas of a panel are from those of the first, on a column of this
// width (of the screen's where none is given). All in one turn: on its way to paper nothing is
// drawn again.
((panel, width) => {
  const root = panel.closest("[data-example]");
  if (width) root.parentElement.style.width = width;
  const boxes = [...panel.querySelectorAll("canvas:not([aria-hidden])")]
    .filter((canvas) => canvas.checkVisibility())
    .map((canvas) => canvas.getBoundingClientRect());
  const [first] = boxes;
  return {
    inside: boxes.every((box) => box.right <= root.getBoundingClientRect().right + 1),
    margins: boxes.map((box) => [
      box.left - first.left,
      box.top - first.top,
      first.right - box.right,
      first.bottom - box.bottom,
    ]),
  };
});

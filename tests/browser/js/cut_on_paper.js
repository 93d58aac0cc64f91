// What paper would spoil: a control or a picture that sticks out of its widget, and a picture with
// nothing on it.
((widgets) => {
  const shown = (widget, kinds) =>
    [...widget.querySelectorAll(kinds)].filter((each) => each.checkVisibility());
  const isCut = (widget) => (node) => {
    const frame = widget.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1;
  };
  const isBlank = (canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size < 8;
  };
  return widgets.flatMap((widget) => [
    ...shown(widget, "button, input, select, textarea, canvas, svg").filter(isCut(widget)),
    ...shown(widget, "canvas[role=img]").filter(isBlank),
  ]).map((node) => node.ariaLabel ?? node.outerHTML);
});

// How large each text of a diagram is on the screen, in pixels, those that stand out alone. A long
// number in its neuron has less room.
((diagram) => {
  const { a: scale } = diagram.getScreenCTM();
  const faint = (node) => Number(getComputedStyle(node).fillOpacity) < 1;
  return [...diagram.querySelectorAll("text:not(.bp-long), tspan")]
    .filter((node) => node.textContent && node.getClientRects().length && !faint(node))
    .map((node) => [node.textContent, scale * parseFloat(getComputedStyle(node).fontSize)]);
});

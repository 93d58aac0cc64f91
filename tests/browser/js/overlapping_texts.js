// The texts of a diagram that lie on each other or on a neuron, or are wider than their neuron.
((diagram) => {
  const air = 2; // above and below the letters of a line
  const texts = [...diagram.querySelectorAll("text")]
    .filter((each) => each.textContent && each.getClientRects().length)
    .map((each) => ({ text: each.textContent, node: each, box: each.getBBox() }));
  const overlap = (a, b) =>
    a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y + air < b.y + b.height - air && b.y + air < a.y + a.height - air;
  if (texts.length < 5) return ["the diagram has hardly a text"];
  const pairs = texts.flatMap((one, k) =>
    texts.slice(k + 1)
      .filter((other) => overlap(one.box, other.box))
      .map((other) => [one.text, other.text])
  );
  const neurons = [...diagram.querySelectorAll(".bp-body")];
  const onNeurons = neurons.flatMap((neuron) => {
    const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(neuron.getAttribute(name)));
    const distance = ({ box }, choose) =>
      Math.hypot(
        choose(Math.abs(x - box.x), Math.abs(x - box.x - box.width)),
        choose(Math.abs(y - box.y - air), Math.abs(y - box.y - box.height + air)),
      );
    const nearest = ({ box }) =>
      Math.hypot(
        Math.max(box.x - x, 0, x - box.x - box.width),
        Math.max(box.y + air - y, 0, y - box.y - box.height + air),
      );
    const isInside = ({ node }) =>
      node.matches(".bp-unit, .bp-value") && node.parentNode === neuron.parentNode;
    const wide = texts.filter((each) => isInside(each) && distance(each, Math.max) > r + air);
    const strangers = texts.filter((each) => !isInside(each) && nearest(each) < r);
    return [
      ...wide.map((each) => [each.text, "wide"]),
      ...strangers.map((each) => [each.text, "on a neuron"]),
    ];
  });
  const { y: top, width, height } = diagram.viewBox.baseVal;
  const outside = texts.filter(({ box }) =>
    box.x < -air || box.y < top - air || box.x + box.width > width + air ||
    box.y + box.height > top + height + air
  );
  return [...pairs, ...onNeurons, ...outside.map(({ text }) => [text, "outside"])];
});

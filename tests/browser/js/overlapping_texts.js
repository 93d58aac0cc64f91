// The pairs of texts of a diagram that lie on each other.
((diagram) => {
  const air = 4; // above and below the letters
  const texts = [...diagram.querySelectorAll("text")]
    .filter((each) => each.textContent && each.checkVisibility())
    .map((each) => ({ text: each.textContent, box: each.getBBox() }));
  const overlap = (a, b) =>
    a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y + air < b.y + b.height && b.y + air < a.y + a.height;
  if (texts.length < 8) return ["the diagram has hardly a text"];
  return texts.flatMap((one, k) =>
    texts.slice(k + 1)
      .filter((other) => overlap(one.box, other.box))
      .map((other) => [one.text, other.text])
  );
});

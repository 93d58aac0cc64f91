// Uses the controls of an explorer at random, a frame for each event, and returns what it shows
// that it must not.
(async (root, [seed, count, words]) => {
  let state = seed + 1;
  const below = (most) => {
    state = (state * 48271) % 2147483647;
    return state % most;
  };
  const tell = (node, ...types) => {
    for (const type of types) node.dispatchEvent(new Event(type, { bubbles: true }));
  };
  const kinds = "button, input, select, textarea, [role=slider], [role=button]";
  const act = (node) => {
    if (node.matches("select")) node.selectedIndex = below(node.options.length);
    else if (node.matches("[type=range]")) {
      const [low, high] = [Number(node.min), Number(node.max)];
      node.value = String(low + (high - low) * [0, 1, below(1000) / 1000][below(3)]);
    } else if (node.matches("input:not([type=checkbox]), textarea")) {
      node.value = words[below(words.length)];
    } else if (below(5) === 0) {
      const key = ["ArrowLeft", "ArrowUp", "PageDown", "Home", "End", "Enter", " "][below(7)];
      return node.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    } else return node.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    tell(node, "input", "change");
  };
  const wrong = [];
  for (let k = 0; k < count; k++) {
    const nodes = [...root.querySelectorAll(kinds)].filter((node) =>
      !node.disabled && node.checkVisibility()
    );
    const node = nodes[below(nodes.length)];
    act(node);
    await new Promise(requestAnimationFrame);
    const said = root.querySelector("[role=status]").textContent;
    const fine = said === "Error overflow" || Number.isFinite(Number(said.replace("Error ", "")));
    if (!fine || (k % 25 === 0 && root.innerText.includes("NaN"))) {
      wrong.push(`${k}: ${said} after ${node.outerHTML}`);
    }
  }
  return wrong;
});

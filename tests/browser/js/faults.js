// What is wrong with an explorer one frame after each change to its controls of these kinds. There
// are hundreds of them on a page, so they are tried in the page itself.
(async (root, kinds) => {
  const found = [];
  const odd = /NaN|\bnan\b|infinity|undefined|\[object/i;
  const shown = (kind) => [...root.querySelectorAll(kind)].filter((each) => each.checkVisibility());

  // Whether a button is where a finger finds it.
  const isReached = (button) => {
    button.scrollIntoView({ block: "center" });
    const { left, top, width, height } = button.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + height / 2);
    return button.contains(found);
  };
  // All that can be read, also in the boxes and by a screen reader.
  const written = () => {
    const values = [...root.querySelectorAll("input, textarea")].map(({ value }) => value);
    return root.outerHTML + values;
  };
  const look = async (after) => {
    await new Promise(requestAnimationFrame);
    const said = root.querySelector("[role=status]").textContent;
    const error = Number(said.slice("Error ".length));
    const text = written();
    const place = text.search(odd);
    const { scrollWidth } = document.documentElement;
    if (said !== "Error overflow" && said !== `Error ${error.toPrecision(9)}`) {
      found.push([after, said]);
    }
    if (place >= 0) found.push([after, text.slice(place - 60, place + 20)]);
    if (scrollWidth > innerWidth) found.push([after, `${scrollWidth} pixels wide`]);
  };
  const put = async (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await look(`${input.ariaLabel} = ${value}`);
  };

  const tries = {
    async sliders() { // to both ends
      for (const slider of shown("input[type=range]")) {
        await put(slider, slider.max);
        await put(slider, slider.min);
      }
    },
    async menus() { // through all choices, or to the last of many, and back
      for (const menu of shown("select")) {
        const first = menu.value;
        const values = [...menu.options].map(({ value }) => value);
        const wanted = values.length > 12 ? values.slice(-1) : values;
        for (const value of [...wanted, first]) await put(menu, value);
      }
    },
    async boxes() { // empty, far too large, and a number that its slider can follow
      for (const box of shown("input[type=number]")) {
        for (const value of ["", "1e200", "0.125"]) await put(box, value);
        const slider = root.querySelector(`[aria-label="${box.ariaLabel} slider"]`);
        // The round of a game has none.
        if (slider && Number(slider.ariaValueText) !== 0.125) {
          found.push([box.ariaLabel, `the slider is at ${slider.ariaValueText}`]);
        }
      }
    },
    async texts() { // what is no number and what is one: then there is something to clear
      for (const box of shown("input[type=text]")) {
        for (const value of ["", "about 3", "0.125"]) await put(box, value);
      }
    },
    reach() {
      for (const button of shown("button:enabled")) {
        if (!isReached(button)) found.push([button.outerHTML, "cannot be pressed"]);
      }
    },
    async buttons() {
      for (const button of shown("button:not([aria-expanded])")) {
        if (!button.isConnected) continue; // a line of a round that "Another" has ended
        button.click();
        await look(button.outerHTML);
      }
    },
    async parts() { // of the diagram, by key
      for (const part of shown("svg [role=button]")) {
        part.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        await look(part.outerHTML);
      }
    },
  };
  for (const kind of kinds) await tries[kind]();
  return found;
});

// A tweak: sliders, and the picture of what they are set to. In Jupyter Python draws it; a page of
// the book brings a picture for each choice of stops.
import { html } from "../drawing/dom.js";

/**
 * @typedef {{ name: string, stops: string[] }} Slider
 * @typedef {{ png: DataView, maps: number[][], alt: string }} Picture
 * @typedef {{ get: (name: string) => any, set: (name: string, value: any) => void,
 *   save_changes: () => void, on: (name: string, listener: () => void) => void,
 *   off: (name: string, listener: () => void) => void }} Model
 */

/**
 * The place of the picture for these positions: the last slider runs fastest.
 * @param {number[]} positions
 * @param {Slider[]} sliders
 */
function pictureAt(positions, sliders) {
  return positions.reduce((place, position, k) => place * sliders[k].stops.length + position, 0);
}

/**
 * A row for one slider. `moved` is told the stop, each time that the reader moves it.
 * @param {Slider} slider
 * @param {(position: number) => void} moved
 */
function sliderRow({ name, stops }, moved) {
  const input = html("input", {
    type: "range",
    min: 0,
    max: stops.length - 1,
    step: 1,
    "aria-label": name.replaceAll("_", " "),
    input: () => moved(Number(input.value)),
  });
  const value = html("span", { class: "bp-tweak-value", "aria-hidden": "true" });
  const row = html("label", {}, html("span", {}, name.replaceAll("_", " ")), input, value);
  row.hidden = stops.length === 1;

  /** @param {number} position */
  function stand(position) {
    input.value = String(position);
    input.setAttribute("aria-valuetext", stops[position]);
    value.textContent = stops[position];
  }
  return { row, stand };
}

/**
 * The picture, and over it once more its maps alone: the dark theme turns black and white about in
 * the picture, and leaves the colors of a map as they are. To the theme of the book `dark-light` says
 * that it need not make an image dark.
 * @param {Picture} picture
 * @param {string} source
 */
function pictureNodes({ maps, alt }, source) {
  const copies = maps.map(([left, top, right, bottom]) => {
    const sides = [top, 1 - right, 1 - bottom, left].map((share) => `${100 * share}%`);
    const style = `clip-path: inset(${sides.join(" ")})`;
    return html("img", { src: source, alt: "", class: "bp-figure-map dark-light", style });
  });
  return [html("img", { src: source, alt, class: "dark-light" }), ...copies];
}

/** @param {{ model: Model, el: HTMLElement }} context */
function render({ model, el }) {
  /** @type {Slider[]} */
  const sliders = model.get("sliders");
  const rows = sliders.map((slider, k) =>
    sliderRow(slider, (position) => {
      model.set("positions", model.get("positions").with(k, position));
      model.save_changes();
    })
  );
  const figure = html("div", { class: "bp-figure" });
  figure.style.width = `${model.get("width")}px`;
  /** @type {string} */
  let source = "";

  function standAll() {
    rows.forEach(({ stand }, k) => stand(model.get("positions")[k]));
  }
  function showPicture() {
    /** @type {Picture[]} */
    const pictures = model.get("pictures");
    const picture = pictures[pictures.length > 1 ? pictureAt(model.get("positions"), sliders) : 0];
    const bytes = /** @type {DataView<ArrayBuffer>} */ (picture.png);
    URL.revokeObjectURL(source);
    source = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    figure.replaceChildren(...pictureNodes(picture, source));
  }

  // One name at a time: not every place that shows widgets takes several.
  model.on("change:positions", standAll);
  model.on("change:positions", showPicture);
  model.on("change:pictures", showPicture);
  standAll();
  showPicture();
  const parts = [...rows.map(({ row }) => row), figure];
  el.append(html("div", { class: "bp-tweak" }, ...parts));
  return () => {
    model.off("change:positions", standAll);
    model.off("change:positions", showPicture);
    model.off("change:pictures", showPicture);
    URL.revokeObjectURL(source);
  };
}

export default { render };

// The game alone, as at the end of a chapter. A link names its round:
// #find_slip.two_two_two?find_slip=2,17
import { button, html } from "../drawing/dom.js";
import { readRound, writeRound } from "../model/find-slip.js";
import { writeTrace } from "../model/writer.js";
import { FindSlipView } from "./find-slip.js";

/** @typedef {import("../model/state.js").Round} Round */
/** @typedef {import("../model/writer.js").Example} Example */
/** @typedef {import("../model/writer.js").Formulas} Formulas */

/**
 * As Python describes it.
 * @typedef {object} GameSpec
 * @property {string} name
 * @property {string} title
 * @property {Example} network
 * @property {Record<string, number>} given numbers of one example, by name
 * @property {Round} round the first one
 */

const QUERY = "find_slip=";

class FindSlipWidget {
  /**
   * @param {GameSpec} spec
   * @param {Formulas} formulas
   */
  constructor({ name, title, network, given, round }, formulas) {
    this.anchor = `#find_slip.${name}?`;
    this.round = round;
    this.message = html("p", { class: "bp-answer", "aria-live": "polite" });
    const { steps } = writeTrace(network, formulas);
    this.game = new FindSlipView(
      () => ({ steps, given }),
      () => this.round,
      (chosen) => {
        this.round = chosen;
      },
    );
    const link = button("Copy link", () => this.copy());
    this.element = html(
      "div",
      { class: "bp-game", role: "group", "aria-label": `Find the slip: ${title}` },
      html("strong", {}, "Find the slip"),
      this.game.element,
      html("div", { class: "bp-bar" }, link),
      this.message,
    );
    this.followLink();
  }

  /** The round that the address of the page names, if it names one for this game. */
  followLink() {
    const query = this.anchor + QUERY;
    if (location.hash.startsWith(query)) {
      try {
        this.round = readRound(decodeURIComponent(location.hash.slice(query.length)));
        this.element.scrollIntoView();
      } catch (error) {
        this.message.textContent = `This link cannot be read: ${
          /** @type {Error} */ (error).message
        }.`;
      }
    }
    this.game.update();
  }

  async copy() {
    const [page] = location.href.split("#");
    const address = page + this.anchor + QUERY + writeRound(this.round);
    try {
      await navigator.clipboard.writeText(address);
      this.message.textContent = "copied";
    } catch { // where the page may not, or no clipboard is there
      this.message.textContent = address;
    }
  }
}

export default {
  /** @param {{ model: { get(name: string): any }, el: HTMLElement }} widget */
  render({ model, el }) {
    const widget = new FindSlipWidget(model.get("spec"), model.get("formulas"));
    el.append(widget.element);
    const follow = () => widget.followLink();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  },
};

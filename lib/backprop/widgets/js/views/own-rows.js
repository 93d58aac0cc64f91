// The examples of the reader's own network: a text, one example a line, and how it is read.
import { html, setText } from "../drawing/dom.js";
import { columnsOf } from "../model/own.js";
import { withText } from "../model/own-edits.js";
import { readTable } from "../model/table.js";
import { FormField } from "./own-fields.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("../model/own.js").Draft} Draft */

export class OwnRows {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.shown = "";
    const input = () => {
      if (state.draft) state.setDraft(withText(state.draft, "rows", this.text.value), "rows");
    };
    this.text = html("textarea", { rows: 5, spellcheck: "false", autocapitalize: "off", input });
    this.field = new FormField("One example a line: its inputs, then its targets", this.text);
    this.caption = html("caption", {});
    this.head = html("tr", {});
    this.body = html("tbody", {});
    const hint =
      "Type them, or paste rows from a spreadsheet. Between the numbers may stand tabs, " +
      "semicolons, commas or blanks, and decimals may have a point or a comma.";
    this.element = html(
      "fieldset",
      {},
      html("legend", {}, "Examples"),
      html("p", { class: "bp-hint" }, hint),
      html(
        "div",
        { class: "bp-examples" },
        this.field.element,
        html(
          "div",
          { class: "bp-read", tabindex: "0", role: "group", "aria-label": "The examples as read" },
          html("table", {}, this.caption, html("thead", {}, this.head), this.body),
        ),
      ),
    );
  }

  /**
   * @param {Draft} draft
   * @param {Map<string, string>} problems
   */
  update(draft, problems) {
    this.field.update(draft.rows, problems.get("rows"));
    const columns = columnsOf(draft.units);
    const { rows, headings } = readTable(draft.rows, columns);
    const count = rows.length === 1 ? "1 example" : `${rows.length} examples`;
    const above = headings.length > 0 ? `, below the headings ${headings.join(" ")}` : "";
    setText(this.caption, `Read as ${count}${above}`);
    const shown = JSON.stringify([columns, rows]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.head.replaceChildren(...columns.map((name) => html("th", { scope: "col" }, name)));
    this.body.replaceChildren(
      ...rows.map((row) => html("tr", {}, ...row.map((value) => html("td", {}, String(value))))),
    );
  }
}

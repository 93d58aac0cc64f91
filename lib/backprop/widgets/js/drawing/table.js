// A table with a row for each name.
import { html, setText } from "./dom.js";

export class Table {
  /**
   * @param {string} title
   * @param {string[]} heads
   */
  constructor(title, heads) {
    const head = html("tr", {}, ...heads.map((text) => html("th", {}, text)));
    this.body = html("tbody");
    const table = html("table", {}, html("thead", {}, head), this.body);
    const attributes = { class: "bp-scroll", tabindex: "0", role: "group", "aria-label": title };
    this.element = html("div", attributes, table);
    this.names = "";
  }

  /**
   * Only cells that change are written again.
   * @param {string[]} names
   * @param {(name: string) => (Node | string)[]} symbol how a name is shown in the first column
   * @param {string[][]} columns the texts of the other columns
   */
  show(names, symbol, columns) {
    if (this.names !== names.join()) {
      this.names = names.join();
      const empty = () => columns.map(() => html("td"));
      const rows = names.map((name) => html("tr", {}, html("td", {}, ...symbol(name)), ...empty()));
      this.body.replaceChildren(...rows);
    }
    columns.forEach((texts, column) => {
      texts.forEach((text, row) => setText(this.body.rows[row].cells[column + 1], text));
    });
  }
}
